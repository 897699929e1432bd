(** An urn learns every source of independent draws, one step at a time, without dominating it. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log sources merging merging_budget merging_limits.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Urn.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M : seq X -> R) (h : seq X).

(** Independent draws, urns and mixtures of them: order tells nothing. *)
Definition operator_exchangeable A := forall L, exchangeable L A.

(** One ball of every outcome, nothing counted yet. *)
Definition mimic_is_unit_urn M := M =1 urn (fun=> 1).

(** The number of types of n draws from k outcomes. *)
Definition types n k := 'C(n + k - 1, k - 1).

Lemma law_inhabited A : law A -> (0 < #|X|)%N.
Proof.
move=> [_ A1 Aext]; rewrite lt0n; apply/eqP => e0; have := Aext [::]; rewrite A1 big1 => [/eqP|x _].
  by rewrite oner_eq0.
by have := fintype0 x e0.
Qed.

Lemma rising_fact j n : rising (j.+1%:R : R) n * j`!%:R = ((n + j)`!)%:R.
Proof.
elim: n => [|n IH]; first by rewrite /rising big_ord0 mul1r add0n.
rewrite /rising big_ord_recr /= mulrAC -/(rising _ _) IH -natrD -natrM; congr _%:R.
by rewrite mulnC !addSn [(j + n)%N]addnC factS.
Qed.

Lemma types_urn h : (0 < #|X|)%N ->
  (types (size h) #|X|)%:R * urn (fun=> 1) h = (\prod_y (count_mem y h)`!)%:R / (size h)`!%:R :> R.
Proof.
move=> k0; have [j kj] : exists j, #|X| = j.+1 by exists #|X|.-1; rewrite prednK.
set n := size h; rewrite urnE.
have -> : \sum_(y : X) (1 : R) = j.+1%:R by rewrite sumr_const kj.
have -> : \prod_(y : X) rising (1 : R) (count_mem y h) = (\prod_y (count_mem y h)`!)%:R.
  by rewrite natr_prod; apply: eq_bigr => y _; have := rising_fact 0 (count_mem y h); rewrite mulr1 addn0.
have f0 i : (i`!)%:R != 0 :> R by rewrite pnatr_eq0 -lt0n fact_gt0.
have r0 : rising (j.+1%:R : R) n != 0.
  by apply: contra_neq (f0 (n + j)%N) => e0; rewrite -rising_fact e0 mul0r.
have b : (types n #|X|)%:R * (j`!%:R * n`!%:R) = rising (j.+1%:R : R) n * j`!%:R.
  rewrite rising_fact -!natrM /types kj addnS !subn1 /=; congr _%:R.
  by rewrite -[RHS](@bin_fact _ j) ?leq_addl // addnK.
have -> : (types n #|X|)%:R = rising (j.+1%:R : R) n / n`!%:R.
  by apply: (mulIf (f0 j)); rewrite mulrAC -b; field; rewrite f0.
by rewrite mulrC -mulrA mulKf.
Qed.

(** What ignores order up to the length of h gives h at most the number of types times what the urn gives it. *)
Lemma urn_dominates A M h : law A -> exchangeable (size h) A -> mimic_is_unit_urn M ->
  A h <= (types (size h) #|X|)%:R * M h.
Proof.
move=> lA ex ->; have k0 := law_inhabited lA; rewrite types_urn // ler_pdivl_mulr ?ltr0n ?fact_gt0 //.
have [A0 _ _] := lA; have := @exchangeable_le _ _ (size h) A h A0 (fun g => ex h g (leqnn _)) erefl.
by rewrite law_sum // mulr1 mulrC.
Qed.

Lemma urn_average ln L A M : logarithm ln -> law A -> law M -> exchangeable L A -> mimic_is_unit_urn M ->
  expected_sum L A (next_KL ln A M) / L%:R <= ln (types L #|X|)%:R / L%:R.
Proof.
move=> Ln lA lM ex eM; apply: ler_wpmul2r; first by rewrite invr_ge0 ler0n.
have M0 h : 0 < M h by rewrite eM urn_gt0 // => y; rewrite ltr01.
rewrite (chain_rule Ln lA lM) => [|h _ _]; last exact: M0.
apply: KLn_le => // [h hL|]; last by rewrite ltr0n bin_gt0 leq_sub2r // leq_addl.
by rewrite -hL; apply: urn_dominates => //; rewrite hL.
Qed.

(** merging/urn (dominated): history-possible-for-operator, history-possible-for-mimic, operator-exchangeable, mimic-is-unit-urn.
    What she gives a history of n outcomes is at most the number of types of n draws times what the urn gives it. *)
Theorem merging_urn_dominated A M h : law A -> law M -> operator_exchangeable A -> mimic_is_unit_urn M ->
  A h <= (types (size h) #|X|)%:R * M h.
Proof. by move=> lA _ ex; apply: urn_dominates. Qed.

(** merging/urn (average): history-possible-for-operator, history-possible-for-mimic, operator-exchangeable, mimic-is-unit-urn.
    So the mean of the expected divergences of the forecasts falls to nothing. *)
Theorem merging_urn_average ln L A M : logarithm ln ->
  law A -> law M -> operator_exchangeable A -> mimic_is_unit_urn M ->
  expected_sum L A (next_KL ln A M) / L%:R <= ln (types L #|X|)%:R / L%:R.
Proof. by move=> Ln lA lM ex; apply: urn_average. Qed.

Lemma bin_le_exp n m : ('C(n, m) <= n ^ m)%N.
Proof.
elim: n m => [|n IH] [|m]; rewrite ?bin0 ?expn0 ?bin0n //.
have le : (n ^ m <= n.+1 ^ m)%N by case: m => // m; rewrite leq_exp2r.
rewrite binS addnC expnS mulSn; apply: leq_add; first exact: leq_trans (IH m) le.
by apply: leq_trans (IH m.+1) _; rewrite expnS leq_mul2l le orbT.
Qed.

(** limit of merging/urn.
    So the mean of the expected divergences of the forecasts tends to 0. *)
Theorem merging_urn_vanishes ln A M : Num.archimedean_axiom R -> logarithm ln ->
  law A -> law M -> operator_exchangeable A -> mimic_is_unit_urn M ->
  vanishes (fun L => expected_sum L A (next_KL ln A M) / L%:R).
Proof.
move=> arch Ln lA lM ex eM e e0; have k0 := law_inhabited lA; set k := #|X| in k0.
have kr : 0 < k%:R :> R by rewrite ltr0n.
pose c := 2%:R * k%:R / e; have c0 : 0 < c by rewrite divr_gt0 ?mulr_gt0 ?ltr0n.
pose D := ln c + k%:R / c; pose B := 2%:R * k%:R * D / e; have [n0 lt] := arch B; exists n0 => L le.
have LB : `|B| < L%:R by apply: lt_le_trans lt _; rewrite ler_nat.
have L0 : 0 < L%:R :> R by apply: le_lt_trans LB; apply: normr_ge0.
apply: le_lt_trans (merging_urn_average L Ln lA lM ex eM) _; rewrite -/k ltr_pdivr_mulr //.
have t0 : 0 < (types L k)%:R :> R by rewrite ltr0n bin_gt0 leq_sub2r // leq_addl.
have Lk : (L + k)%:R = L%:R + k%:R :> R by rewrite natrD.
have y0 : 0 < (L + k)%:R :> R by rewrite Lk addr_gt0.
apply: (@le_lt_trans _ _ (k%:R * ln (L + k)%:R)).
  rewrite -(lnXn Ln k y0) (ln_mono Ln) // -natrX ler_nat; apply: leq_trans (bin_le_exp _ _) _.
  apply: (@leq_trans ((L + k) ^ (k - 1))); last by rewrite leq_pexp2l ?leq_subr // addn_gt0 k0 orbT.
  by case: (k - 1)%N => // m; rewrite leq_exp2r ?leq_subr.
have le1 : ln (L + k)%:R <= ln c + (L + k)%:R / c.
  have -> : ln (L + k)%:R = ln c + ln ((L + k)%:R / c).
    by rewrite -(lnM Ln c0 (divr_gt0 y0 c0)) [c * _]mulrC divfK // lt0r_neq0.
  rewrite ler_add2l.
  by apply: le_trans (ln_le Ln (divr_gt0 y0 c0)) _; rewrite ler_subl_addr ler_addl ler01.
apply: (le_lt_trans (ler_wpmul2l (ltW kr) le1)); rewrite Lk.
have -> : k%:R * (ln c + (L%:R + k%:R) / c) = k%:R * D + k%:R / c * L%:R by rewrite /D; ring.
have -> : k%:R / c = e / 2%:R by rewrite /c; field; rewrite !lt0r_neq0.
have -> : e * L%:R = e / 2%:R * L%:R + e / 2%:R * L%:R by field.
rewrite ltr_add2r; have := le_lt_trans (ler_norm B) LB; rewrite /B ltr_pdivr_mulr // => lt2.
by rewrite [e / _ * _]mulrAC ltr_pdivl_mulr ?ltr0n // [_ * 2%:R]mulrC mulrA [e * _]mulrC.
Qed.

End Urn.
