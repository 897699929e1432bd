(** Sharper budgets: the budget on nature's data with weights, and exponentially rare large sums. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log merging merging_budget merging_converse.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Weighted.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Implicit Types (A M N : seq X -> R) (C D : R).

(** merging/weighted-nature: history-possible-for-nature, history-possible-for-operator, history-possible-for-mimic, nature-within-operator, nature-within-mimic.
    The claim tries seven values of lambda; the bound holds for every lambda > 0. *)
Theorem merging_weighted_nature L N A M C D lambda : pinsker ln -> law N -> law A -> law M ->
  nature_within_operator N A C -> nature_within_mimic N M D -> 0 < lambda ->
  expected_sum L N (fun h => next_TV A M h ^+ 2)
    <= 2%:R^-1 * (1 + lambda) * ln C + 2%:R^-1 * (1 + lambda^-1) * ln D.
Proof.
move=> pin lN lA lM na nm l0; have l1 : 0 <= 1 + lambda by rewrite addr_ge0 ?ltW.
have l2 : 0 <= 1 + lambda^-1 by rewrite addr_ge0 ?ler01 // invr_ge0 ltW.
have := ler_add (ler_wpmul2l l1 (squares_le Ln L pin lN lA na)) (ler_wpmul2l l2 (squares_le Ln L pin lN lM nm)).
have -> : (1 + lambda) * (ln C / 2%:R) + (1 + lambda^-1) * (ln D / 2%:R)
  = 2%:R^-1 * (1 + lambda) * ln C + 2%:R^-1 * (1 + lambda^-1) * ln D by field; rewrite gt_eqF.
apply: le_trans; rewrite !mulr_sumr -big_split; apply: ler_sum => i _ /=; rewrite /mean -!hsumZ -hsumD.
apply: ler_hsum => h _; rewrite ![(1 + _) * (N h * _)]mulrCA -mulrDr; apply: ler_wpmul2l; first by case: lN.
set x := next_TV N A h; set y := next_TV N M h; apply: (@le_trans _ _ ((x + y) ^+ 2)).
  rewrite ler_expn2r ?nnegrE ?addr_ge0 ?next_TV_ge0 ?TV_ge0 // /x [next_TV N A h]TVC; exact: TV_triangle.
rewrite -subr_ge0; have -> : (1 + lambda) * x ^+ 2 + (1 + lambda^-1) * y ^+ 2 - (x + y) ^+ 2
  = (lambda * x - y) ^+ 2 / lambda by field; rewrite gt_eqF.
by rewrite divr_ge0 ?sqr_ge0 // ltW.
Qed.

End Weighted.

Section Exponential.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M : seq X -> R) (C u : R) (h g : seq X).

(** The product of 1 + TV^2/2 over l steps after h. *)
Definition growth l A M h g := \prod_(i < l) (1 + 2%:R^-1 * next_TV A M (h ++ take i g) ^+ 2).

Lemma growthS l A M h x g :
  growth l.+1 A M h (x :: g) = (1 + 2%:R^-1 * next_TV A M h ^+ 2) * growth l A M (rcons h x) g.
Proof.
rewrite /growth big_ord_recl /= cats0; congr (_ * _); apply: eq_bigr => i _.
by rewrite cat_rcons.
Qed.

Lemma growth_ge0 l A M h g : 0 <= growth l A M h g.
Proof.
by apply: prodr_ge0 => i _; rewrite addr_ge0 ?ler01 // mulr_ge0 ?sqr_ge0 // invr_ge0 ler0n.
Qed.

(** Cauchy and Schwarz at each step: the least of p and q sums to 1 - TV, the largest to 1 + TV. *)
Lemma growth_after l A M C h : law A -> law M -> dominated A M C ->
  hsum l (fun g => A (h ++ g) * growth l A M h g) ^+ 2 <= C * (A h * M h).
Proof.
move=> lA lM dom; have [A0 _ Ae] := lA; have [M0 _ _] := lM; have C0 := dominated_gt0 lA lM dom.
elim: l h => [|l IH] h; first by rewrite /= cats0 /growth big_ord0 mulr1 expr2 mulrCA; apply: ler_wpmul2l.
set c := 1 + 2%:R^-1 * next_TV A M h ^+ 2.
set t := fun x => hsum l (fun g => A (rcons h x ++ g) * growth l A M (rcons h x) g).
have -> : hsum l.+1 (fun g => A (h ++ g) * growth l.+1 A M h g) = c * \sum_x t x.
  rewrite /= mulr_sumr; apply: eq_bigr => x _; rewrite -hsumZ; apply: eq_hsum => g _.
  by rewrite growthS cat_rcons mulrCA.
have c0 : 0 <= c by rewrite addr_ge0 ?ler01 // mulr_ge0 ?sqr_ge0 // invr_ge0 ler0n.
have := A0 h; rewrite le0r => /orP[/eqP a0|a0].
  rewrite big1 => [|x _]; first by rewrite a0 mulr0 expr2 mul0r mul0r mulr0.
  apply/eqP; rewrite -sqrf_eq0 eq_le sqr_ge0 andbT; apply: le_trans (IH _) _.
  by rewrite -cats1 (law_prefix0 _ lA a0) mul0r mulr0.
have m0 : 0 < M h := dominated_histories lA lM dom (leqnn (size h)) a0.
have [[p0 p1] [q0 q1]] := (next_forecast lA a0, next_forecast lM m0).
set p := next A h in p0 p1; set q := next M h in q0 q1.
have b0 : 0 <= C * (A h * M h) by rewrite !mulr_ge0 ?(ltW C0).
have smin : \sum_x Num.min (p x) (q x) = 1 - TV p q by rewrite TV_min // opprB addrCA subrr addr0.
have smax : \sum_x Num.max (p x) (q x) = 1 + TV p q.
  have -> : 1 + TV p q = 2%:R - \sum_x Num.min (p x) (q x) by rewrite smin; ring.
  rewrite (_ : 2%:R = \sum_x p x + \sum_x q x); last by rewrite p1 q1.
  by rewrite -big_split -sumrB; apply: eq_bigr => x _ /=; case: lerP => _; ring.
have st : (\sum_x t x) ^+ 2 <= C * (A h * M h) * (1 - TV p q) * (1 + TV p q).
  rewrite -smin -smax [X in _ <= X * _]mulr_sumr; apply: sum_square => x.
  - by rewrite mulr_ge0 // le_minr p0 q0.
  - by rewrite le_maxr p0.
  apply: le_trans (IH _) _; rewrite -mulrA.
  have -> : Num.min (p x) (q x) * Num.max (p x) (q x) = p x * q x by case: lerP => // _; rewrite mulrC.
  by rewrite /p /q /next le_eqVlt; apply/orP; left; apply/eqP; field; rewrite !gt_eqF.
rewrite exprMn; apply: le_trans (ler_wpmul2l (sqr_ge0 c) st) _; rewrite /c /next_TV -/p -/q.
set v := TV p q; rewrite -subr_ge0.
have -> : C * (A h * M h) - (1 + 2%:R^-1 * v ^+ 2) ^+ 2 * (C * (A h * M h) * (1 - v) * (1 + v))
  = C * (A h * M h) * (v ^+ 4 * (3%:R / 4%:R + v ^+ 2 / 4%:R)) by field.
have v0 : 0 <= v by apply: TV_ge0.
by apply: mulr_ge0 => //; apply: mulr_ge0; rewrite ?exprn_ge0 // addr_ge0 // divr_ge0 ?ler0n // sqr_ge0.
Qed.

(** merging/exponential: history-possible-for-operator, history-possible-for-mimic, dominated.
    The square of the expected product of 1 + TV^2/2 along the path is at most C. *)
Theorem merging_exponential L A M C : law A -> law M -> dominated A M C -> mean L A (growth L A M [::]) ^+ 2 <= C.
Proof.
move=> lA lM dom; have [_ A1 _] := lA; have [_ M1 _] := lM.
by have := growth_after L [::] lA lM dom; rewrite A1 M1 !mulr1.
Qed.

(** Hence the product is at least u with probability at most the root of C over u. *)
Lemma merging_exponential_tail L A M C u : law A -> law M -> dominated A M C -> 0 < u ->
  mean L A (fun h => (u <= growth L A M [::] h)%R%:R) ^+ 2 <= C / u ^+ 2.
Proof.
move=> lA lM dom u0; rewrite ler_pdivl_mulr ?exprn_gt0 // -exprMn.
apply: le_trans (merging_exponential L lA lM dom); have [A0 _ _] := lA.
have g0 h : 0 <= growth L A M [::] h by apply: growth_ge0.
have m0 (F : seq X -> R) : (forall h, 0 <= F h) -> 0 <= mean L A F by move=> F0; apply: mean_ge0.
have i0 : 0 <= mean L A (fun h => (u <= growth L A M [::] h)%R%:R) by apply: m0 => h; apply: ler0n.
rewrite ler_sqr ?nnegrE ?mulr_ge0 ?(ltW u0) ?(m0 _ g0) //.
rewrite mulrC -hsumZ; apply: ler_hsum => h _; rewrite mulrCA; apply: ler_wpmul2l => //.
by case: (lerP u) => [le|_]; rewrite ?mulr1 // mulr0.
Qed.

End Exponential.
