(** Closed supports: an urn's priors come near every frequency, and give no single one of them weight. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources mimic_samples merging merging_future merging_urn merging_limits.
From mimics Require Import blackwell_dubins.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Closure.
Variables (R : realFieldType) (X S : finType).
Implicit Types (P A M : seq X -> R) (theta : X -> R) (e d : R).

(** Every frequency is within e of what theta says. *)
Definition near theta e : pred (seq X) := fun h => [forall x, `|empirical R h x - theta x| <= e].

(** theta is in the closed support of the prior over the limiting frequencies: however close, the frequencies come near
    it with a probability that does not fall to 0 as there are more outcomes. *)
Definition in_closed_support P theta := forall e, 0 < e ->
  exists2 d, 0 < d & exists n0, forall n, (n0 <= n)%N -> d <= mass n P (near theta e).
Definition closed_supports_agree A M := forall theta, in_closed_support A theta <-> in_closed_support M theta.

(** Each source that has weight draws independently or is an urn. *)
Definition frequencies_have_priors (a m : S -> R) (K : S -> seq X -> R) := forall s, a s != 0 \/ m s != 0 ->
  (exists2 theta, forecast theta & K s =1 draws theta) \/ (exists2 alpha, forall x, 0 < alpha x & K s =1 urn alpha).

Lemma mass_mixture n (a : S -> R) (K : S -> seq X -> R) E : mass n (mixture a K) E = \sum_s a s * mass n (K s) E.
Proof.
rewrite /mass /mean -(eq_bigr _ (fun s _ => hsumZ n (a s) _)) -hsum_sum; apply: eq_hsum => h _.
by rewrite mulr_suml; apply: eq_bigr => s _; rewrite mulrA.
Qed.

End Closure.

(** How many numbers below n are among c from a on. *)
Lemma count_interval a c n : (\sum_(k < n) (a <= k < a + c) = minn c (n - a))%N.
Proof.
elim: n => [|n IH]; first by rewrite big_ord0 sub0n minn0.
rewrite big_ord_recr /= IH; have [an|na] := leqP a n; last first.
  by rewrite addn0 (eqP (ltnW na : _ == _)) (eqP (na : _ == _)).
rewrite subSn //; have [lt|le] := ltnP n (a + c).
  have le : (n - a < c)%N by rewrite ltn_subLR.
  by rewrite (minn_idPr (ltnW le)) (minn_idPr le) addn1.
have {}le : (c <= n - a)%N by rewrite leq_subRL.
by rewrite (minn_idPl le) (minn_idPl (leqW le)) addn0.
Qed.

Section Urn.
Notation heads := (count_mem true).
Implicit Types (h : seq bool) (Q : pred nat).

Lemma size_heads h : size h = (heads h + count_mem false h)%N.
Proof. by elim: h => [|[] h IH] //=; rewrite IH ?addnS. Qed.

Lemma heads_binomial n k : hsum n (fun h => (heads h == k)%:R) = 'C(n, k)%:R :> rat.
Proof.
elim: n k => [|n IH] [|k]; rewrite ?bin0 ?bin0n //= big_bool /= ?add0n.
  by rewrite IH bin0 hsum0 ?add0r.
by rewrite binS natrD -!IH [RHS]addrC; congr (_ + _); apply: eq_hsum => h _; rewrite add1n.
Qed.

(** Every number of heads is as likely as any other. *)
Lemma urn_heads n k : (k <= n)%N ->
  mean n (urn (fun=> 1 : rat)) (fun h : seq bool => (heads h == k)%:R) = n.+1%:R^-1.
Proof.
move=> kn; have f0 i : (i`!)%:R != 0 :> rat by rewrite pnatr_eq0 -lt0n fact_gt0.
have n0 : n.+1%:R != 0 :> rat by rewrite pnatr_eq0.
have -> : mean n (urn (fun=> 1 : rat)) (fun h : seq bool => (heads h == k)%:R)
    = hsum n (fun h => (k`! * (n - k)`!)%:R / (n`!%:R * n.+1%:R) * (heads h == k)%:R).
  apply: eq_hsum => h sh; case: eqP => [hk|_]; last by rewrite !mulr0.
  have fk : count_mem false h = (n - k)%N by rewrite -sh size_heads hk addKn.
  have := @types_urn rat_realFieldType bool_finType h; rewrite card_bool big_bool /= hk fk sh.
  rewrite (_ : types n 2 = n.+1); last by rewrite /types addn2 subn1 bin1.
  move=> /(_ isT) e.
  rewrite !mulr1; apply: (mulfI n0); rewrite e natrM; move: (n.+1%:R) n0 => N n0.
  by field; rewrite f0 n0.
have b0 : 'C(n, k)%:R != 0 :> rat by rewrite pnatr_eq0 -lt0n bin_gt0.
rewrite hsumZ heads_binomial -(bin_fact kn) !natrM; move: (n.+1%:R) n0 => N n0.
by field; rewrite !f0 n0 b0.
Qed.

Lemma urn_event n Q : mass n (urn (fun=> 1 : rat)) (fun h : seq bool => Q (heads h))
  = (\sum_(k < n.+1) Q k)%N%:R / n.+1%:R.
Proof.
have -> : mass n (urn (fun=> 1 : rat)) (fun h : seq bool => Q (heads h))
    = \sum_(k < n.+1) (Q k)%:R * mean n (urn (fun=> 1 : rat)) (fun h : seq bool => (heads h == k)%:R).
  under eq_bigr do rewrite -hsumZ; rewrite -hsum_sum; apply: eq_hsum => h sh.
  have lt : (heads h < n.+1)%N by rewrite ltnS -sh size_heads leq_addr.
  rewrite (bigD1 (Ordinal lt)) //= eqxx mulr1 mulrC big1 ?addr0 // => k kh.
  by rewrite (negbTE (_ : heads h != k)) ?mulr0 // eq_sym.
rewrite natr_sum mulr_suml; apply: eq_bigr => k _; by rewrite urn_heads // -ltnS.
Qed.

End Urn.

Section Arithmetic.
Variable R : realFieldType.

(** Of n = 2 (j + 1)^2 tosses, j or fewer heads too many or too few. *)
Definition even_split j k := ((j.+1 ^ 2 - j) <= k < (j.+1 ^ 2 - j) + (j.*2).+1)%N.

Lemma far_apart j k : ~~ even_split j k ->
  (2%:R * (j.+1 ^ 2).*2%:R)^-1 <= (2%:R^-1 - k%:R / (j.+1 ^ 2).*2%:R) ^+ 2 :> R.
Proof.
have [m em] : exists m, m = (j.+1 ^ 2)%N by eexists.
have jm : (j <= m)%N by apply: leq_trans (leqnSn j) _; rewrite em expnS expn1 leq_pmulr.
have m0 : 0 < m%:R :> R by rewrite ltr0n em expn_gt0.
have mj : m%:R = j.+1%:R ^+ 2 :> R by rewrite em natrX.
rewrite /even_split -em -[m.*2]mul2n natrM negb_and -ltnNge -leqNgt => out.
have -> : 2%:R^-1 - k%:R / (2%:R * m%:R) = (m%:R - k%:R) / (2%:R * m%:R) :> R by field; rewrite gt_eqF.
have -> : (2%:R * (2%:R * m%:R))^-1 = j.+1%:R ^+ 2 / (2%:R * m%:R) ^+ 2 :> R by rewrite -mj; field; rewrite gt_eqF.
rewrite expr_div_n; apply: ler_wpmul2r; first by rewrite invr_ge0 sqr_ge0.
rewrite -[X in _ <= X]real_normK ?num_real // ler_sqr ?nnegrE ?ler0n //.
case/orP: out => [lo|hi]; first by rewrite ler_normr ler_subr_addr -natrD ler_nat addSn -ltn_subRL lo.
rewrite distrC ler_normr ler_subr_addr -natrD ler_nat; apply/orP; left; apply: leq_trans hi.
by rewrite -addnn addSn addnC addnS ltnS addnA subnK // addnC.
Qed.

Lemma likely n (x y : R) : (0 < n)%N -> x + y = 1 -> y * (2%:R * n%:R)^-1 <= 2%:R^-1 * (1 - 2%:R^-1) / n%:R ->
  2%:R^-1 <= x.
Proof.
move=> n0 one; have nr : 0 < n%:R :> R by rewrite ltr0n.
have -> : x = 1 - y by rewrite -one addrK.
rewrite ler_pdivr_mulr ?mulr_gt0 ?ltr0n // ler_subr_addl -ler_subr_addr => /le_trans; apply.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; field; rewrite gt_eqF.
Qed.

(** They are few of all numbers from 0 to n. *)
Lemma few j : (0 < j)%N -> (j.*2).+1%:R / (j.+1 ^ 2).*2.+1%:R <= j%:R^-1 :> R.
Proof.
move=> j0; have jr : 0 < j%:R :> R by rewrite ltr0n.
rewrite ler_pdivr_mulr ?ltr0n // mulrC ler_pdivl_mulr //.
have -> : (j.*2).+1%:R = 2%:R * j%:R + 1 :> R by rewrite -natrM -addn1 natrD mul2n.
have -> : (j.+1 ^ 2).*2.+1%:R = 2%:R * (j%:R + 1) ^+ 2 + 1 :> R.
  by rewrite -addn1 natrD -mul2n natrM natrX -[j.+1]addn1 natrD.
rewrite -subr_ge0.
have -> : 2%:R * (j%:R + 1) ^+ 2 + 1 - (2%:R * j%:R + 1) * j%:R = 3%:R * j%:R + 3%:R :> R by ring.
by rewrite addr_ge0 ?mulr_ge0 ?ler0n.
Qed.

End Arithmetic.

Section Refuted.
Notation heads := (count_mem true).
Notation freq := (@empirical rat_realFieldType bool_finType).
Notation unit_urn := (urn (fun _ : bool => 1 : rat)).
Implicit Types (h : seq bool) (theta : bool -> rat).

(** A mimic that is sure of the urn, and an operator who thinks a fair coin as likely as that. *)
Definition coin_or_urn (is_urn : bool) : seq bool -> rat := if is_urn then unit_urn else draws fair_coin.
Definition evenly (is_urn : bool) : rat := 2%:R^-1.
Definition surely (is_urn : bool) : rat := is_urn%:R.
Notation A := (mixture evenly coin_or_urn).
Notation M := (mixture surely coin_or_urn).

Lemma mass_operator n E : mass n A E = 2%:R^-1 * mass n unit_urn E + 2%:R^-1 * mass n (draws fair_coin) E.
Proof. by rewrite mass_mixture big_bool. Qed.

Lemma mass_mimic n E : mass n M E = mass n unit_urn E.
Proof. by rewrite mass_mixture big_bool /= mul1r mul0r addr0. Qed.

Lemma source_law s : law (coin_or_urn s).
Proof. by case: s; [apply: urn_law => //; exact: true | apply: draws_law fair_forecast]. Qed.

Lemma evenly_forecast : forecast evenly.
Proof. by split=> [s|] //; rewrite big_bool. Qed.

Lemma surely_forecast : forecast surely.
Proof. by split=> [[]|] //; rewrite big_bool. Qed.

Lemma frequency h : (0 < size h)%N -> freq h false = 1 - freq h true.
Proof.
move=> h0; have [_] := @empirical_forecast rat_realFieldType bool_finType h h0.
by rewrite big_bool /= => <-; rewrite addrAC subrr add0r.
Qed.

(** One of J intervals of length 1 holds x. *)
Lemma interval (x : rat) J : (0 < J)%N -> 0 <= x <= J%:R -> exists2 i, (i < J)%N & i%:R <= x <= i.+1%:R.
Proof.
elim: J => // J IH _ /andP[x0 xJ]; have [le|lt] := lerP J%:R x; first by exists J; rewrite // le xJ.
have [J0|J0] := posnP J; first by move: lt; rewrite J0 ltNge x0.
by have [|i iJ b] := IH J0; [rewrite x0 ltW | exists i; rewrite // ltnW].
Qed.

(** The urn comes near every frequency. *)
Lemma urn_support theta : 0 <= theta true <= 1 -> theta false = 1 - theta true -> in_closed_support unit_urn theta.
Proof.
move=> /andP[t0 t1] tf e e0; have [J] := rat_archimedean e^-1.
rewrite ger0_norm ?invr_ge0 ?(ltW e0) // => Je; have J0 : 0 < J%:R :> rat by apply: lt_trans Je; rewrite invr_gt0.
have Jn : (0 < J)%N by rewrite -(ltr_nat rat_numDomainType).
have JVe : J%:R^-1 <= e by rewrite -[e]invrK lef_pinv ?posrE ?invr_gt0 // ltW.
have [|i iJ /andP[ix xi]] := @interval (theta true * J%:R) J Jn.
  by rewrite mulr_ge0 ?(ltW J0) //= ler_pimull // ltW.
exists (2%:R * J%:R)^-1; first by rewrite invr_gt0 mulr_gt0.
exists J => n Jlen; have n0 : (0 < n)%N by apply: leq_trans Jlen.
have nr : 0 < n%:R :> rat by rewrite ltr0n.
pose s := (n %/ J)%N; pose a := (i * n %/ J).+1.
have s0 : (0 < s)%N by rewrite divn_gt0.
have sJ : (s * J <= n)%N by apply: leq_trunc_div.
have aJ : (i * n < a * J)%N by rewrite ltn_ceil.
have aJ' : (a.-1 * J <= i * n)%N by apply: leq_trunc_div.
have last k : (k < a + s)%N -> (k * J <= i.+1 * n)%N.
  rewrite /a addSn ltnS => le; apply: (@leq_trans ((a.-1 + s) * J)); first by rewrite leq_mul2r le orbT.
  by rewrite mulnDl mulSn addnC leq_add.
pose Q k := (a <= k < a + s)%N.
have close h : size h = n -> Q (heads h) -> near theta e h.
  move=> sh /andP[ak ks]; have hk : `|freq h true - theta true| <= e.
    apply: le_trans JVe; rewrite -[X in _ <= X]mul1r ler_pdivl_mulr // -{1}[J%:R]gtr0_norm // -normrM.
    rewrite mulrBl /empirical sh ler_distl [_ / _ * _]mulrAC -natrM ler_pdivl_mulr // ler_pdivr_mulr //.
    apply/andP; split.
      apply: (@le_trans _ _ (i%:R * n%:R)).
        by rewrite ler_pmul2r // ler_subl_addr (le_trans xi) // -addn1 natrD.
      by rewrite -natrM ler_nat ltnW // (leq_trans aJ) // leq_mul2r ak orbT.
    apply: (@le_trans _ _ (i.+1%:R * n%:R)); first by rewrite -natrM ler_nat last.
    by rewrite ler_pmul2r // -addn1 natrD ler_add2r.
  apply/forallP => -[] //; rewrite frequency ?sh // tf opprB addrC addrA subrK distrC.
  by [].
have bound : mass n unit_urn (fun h => Q (heads h)) <= mass n unit_urn (near theta e).
  by apply: mass_sub => //; apply: source_law true.
apply: le_trans bound; rewrite urn_event count_interval.
have as0 : (0 < a + s)%N by [].
have fits : (s <= n.+1 - a)%N.
  rewrite leq_psubRL // -(prednK as0) ltnS -(leq_pmul2r Jn); apply: leq_trans (last _ _) _; first by rewrite prednK.
  by rewrite mulnC leq_mul2l iJ orbT.
rewrite (minn_idPl fits) ler_pdivl_mulr ?ltr0n // mulrC ler_pdivr_mulr ?mulr_gt0 // mulrA -!natrM ler_nat.
have n1 : (n.+1 <= s.+1 * J)%N by rewrite ltn_ceil.
by apply: leq_trans n1 _; rewrite leq_mul2r muln2 -addnn -addn1 leq_add2l s0 orbT.
Qed.

Lemma mass_some n (P : seq bool -> rat) E : 0 < mass n P E -> exists2 h, size h = n & E h.
Proof.
have [/existsP[t Et] _|/existsPn none] := boolP [exists t : n.-tuple bool, E t].
  by exists t; rewrite ?size_tuple.
rewrite /mass /mean hsum_tuple big1 ?ltxx // => t _; by rewrite (negbTE (none t)) mulr0.
Qed.

(** Frequencies sum to 1, and so does what they come near. *)
Lemma support_simplex P theta : in_closed_support P theta -> 0 <= theta true <= 1 /\ theta false = 1 - theta true.
Proof.
move=> sup; have close e : 0 < e -> exists q : rat,
    [/\ 0 <= q <= 1, `|q - theta true| <= e & `|1 - q - theta false| <= e].
  move=> e0; have [d d0 [n0 le]] := sup e e0; have /(lt_le_trans d0) := le n0.+1 (leqnSn n0).
  case/mass_some=> h sh /forallP near_h; have h0 : (0 < size h)%N by rewrite sh.
  have f := @empirical_forecast rat_realFieldType bool_finType h h0; have [f0 _] := f.
  by exists (freq h true); rewrite f0 forecast_le1 // -frequency //; split.
have small (x : rat) : (forall e, 0 < e -> x <= e) -> x <= 0.
  by move=> le; apply/ler_addgt0Pr => e /le; rewrite add0r.
have t0 : 0 <= theta true.
  rewrite -oppr_le0; apply: small => e /close[q [/andP[q0 _] + _]]; rewrite ler_distl => /andP[_ le].
  by rewrite -(ler_add2l (theta true)) subrr (le_trans q0).
have t1 : theta true <= 1.
  rewrite -subr_le0; apply: small => e /close[q [/andP[_ q1] + _]]; rewrite ler_distl => /andP[le _].
  by rewrite ler_subl_addr addrC -ler_subl_addr (le_trans le).
split; first by rewrite t0.
apply/eqP; rewrite -subr_eq0 -normr_le0; apply: small => e e0.
have [q [_ q1 q2]] := close (e / 2%:R) (divr_gt0 e0 (ltr0n _ 2)).
have -> : theta false - (1 - theta true) = - (1 - q - theta false) - (q - theta true) by ring.
apply: le_trans (ler_norm_sub _ _) _; rewrite normrN; apply: le_trans (ler_add q2 q1) _.
by rewrite -mulrDl -mulr2n -mulr_natr mulfK.
Qed.

Lemma supports_agree : closed_supports_agree A M.
Proof.
move=> theta; have to_urn : in_closed_support unit_urn theta -> in_closed_support M theta.
  by move=> sup e /sup[d d0 [n0 le]]; exists d => //; exists n0 => n /le; rewrite mass_mimic.
split=> [/support_simplex[b tf]|sup e e0]; first exact/to_urn/urn_support.
have [d d0 [n0 le]] := sup e e0; exists (2%:R^-1 * d); first by rewrite mulr_gt0.
exists n0 => n /le; rewrite mass_mimic mass_operator => {}le; apply: le_trans (ler_wpmul2l _ le) _ => //.
by rewrite ler_addl mulr_ge0 // mass_ge0 //; apply: source_law false.
Qed.

(** That happens with probability 1/2 or more. *)
Lemma coin_even j : 2%:R^-1 <= mass (j.+1 ^ 2).*2 (draws fair_coin) (fun h => even_split j (heads h)).
Proof.
have n0 : (0 < (j.+1 ^ 2).*2)%N by rewrite double_gt0 expn_gt0.
have := @sampled_variance rat_realFieldType bool_finType _ fair_coin (pred1 true) n0 fair_forecast.
have -> : Pr fair_coin (pred1 true) = 2%:R^-1 by rewrite /Pr big_pred1_eq.
have far h : size h = (j.+1 ^ 2).*2 -> ~~ even_split j (heads h) -> _ :=
  fun _ => @far_apart rat_realFieldType j (heads h).
move: (j.+1 ^ 2).*2 n0 far => n n0 far var; have lC := draws_law fair_forecast.
apply: (@likely _ n _ (mass n (draws fair_coin) (fun h => ~~ even_split j (heads h)))); first exact: n0.
  rewrite -(law_sum n lC) -hsumD; apply: eq_hsum => h _; rewrite -mulrDr.
  by case: (even_split _ _); rewrite ?addr0 ?add0r mulr1.
rewrite -var mulrC -hsumZ; apply: ler_hsum => h sh; rewrite mulrCA; apply: ler_wpmul2l; first by case: lC.
by case: (boolP (even_split j _)) => [_|/(far h sh)]; rewrite ?mulr0 ?sqr_ge0 ?mulr1.
Qed.

(** features/topological-support refuted: history-possible-for-operator, history-possible-for-mimic, frequencies-have-priors, closed-supports-agree.
    The urn gives about half heads a probability that falls to 0 with the width of that, and the coin does not: a
    quarter or more of the operator is singular to the mimic, which rules out dominance. *)
Theorem features_topological_support_refuted :
  [/\ forecast evenly /\ forecast surely, frequencies_have_priors evenly surely coin_or_urn, closed_supports_agree A M &
    singular_part 4%:R^-1 A M /\ ~ absolutely_continuous A M].
Proof.
split; [exact: (conj evenly_forecast surely_forecast) | | exact: supports_agree |].
  by case=> _; [right; exists (fun=> 1) | left; exists fair_coin => //; apply: fair_forecast].
suff part : singular_part 4%:R^-1 A M.
  split=> // ac; suff co : continuous_but 0 A M by have := singular_part_le co part.
  by move=> e /ac[d d0 small]; exists d => // L E; rewrite add0r; apply: small.
move=> d d0; have [j] := rat_archimedean d^-1.
rewrite ger0_norm ?invr_ge0 ?(ltW d0) // => dj.
exists (j.+1 ^ 2).*2, (fun h => even_split j (heads h)); rewrite mass_mimic mass_operator; split; last first.
  rewrite ler_subl_addr ler_paddr ?(ltW d0) //.
  apply: (@le_trans _ _ (2%:R^-1 * 2%:R^-1)) => //; apply: le_trans (ler_wpmul2l _ (coin_even j)) _ => //.
  by rewrite ler_addr mulr_ge0 // mass_ge0 //; apply: source_law true.
rewrite urn_event count_interval.
apply: (@le_trans _ _ ((j.*2).+1%:R / (j.+1 ^ 2).*2.+1%:R)).
  by apply: ler_wpmul2r; [rewrite invr_ge0 ler0n | rewrite ler_nat geq_minl].
have j0 : 0 < j%:R :> rat by apply: lt_trans dj; rewrite invr_gt0.
apply: (@le_trans _ _ j%:R^-1); first by apply: few; rewrite -(ltr_nat rat_numDomainType).
by rewrite -[d]invrK lef_pinv ?posrE ?invr_gt0 ?ltW // (lt_trans _ dj) ?invr_gt0.
Qed.

End Refuted.
