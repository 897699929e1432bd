(** How long the forecasts of the future can stay apart under a constant: stretches of time, one after the other,
    share a finite budget of squared expected distances. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log merging merging_budget merging_steady merging_future.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Metastable.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Variables (A M : seq X -> R) (C : R) (n : nat -> nat).
Hypotheses (lA : law A) (lM : law M) (forwards : forall i, (n i <= n i.+1)%N).
Implicit Types (k i l : nat) (d : R).

(** E_A TV of the steps from n_i to n_{i+1}. *)
Definition stretch i := expected_distance (n i) (n i.+1 - n i) A M.

Lemma expected_distance_ge0 m l : 0 <= expected_distance m l A M.
Proof. by apply: mean_ge0 => // h _; apply: distance_ge0. Qed.

(** What each stretch takes off a quantity that lies between two bounds adds up to at most their difference. *)
Lemma taken (s : nat -> R) (f : nat -> R) k low high : (forall m, low <= s m <= high) ->
  (forall i, f i <= s (n i.+1) - s (n i)) -> \sum_(i < k) f i <= high - low.
Proof.
move=> b le; have [/andP[l0 _] /andP[_ hk]] := (b (n 0%N), b (n k)).
apply: (@le_trans _ _ (s (n k) - s (n 0%N))); last by apply: ler_sub.
rewrite -(big_mkord xpredT f) -(telescope_sumr (fun i => s (n i))) ?leq0n //; exact: ler_sum.
Qed.

Lemma second_moment m : dominated A M C -> 1 <= mean m M (fun h => ratio A M h ^+ 2) <= C.
Proof.
move=> dom; have domh := dominated_histories (L := m) lA lM dom; have [[A0 _ _] [M0 _ _]] := (lA, lM).
apply/andP; split.
  apply: le_trans (mean_square m (ratio A M) lM); rewrite (_ : mean m M (ratio A M) = 1) ?expr1n //.
  by rewrite -(law_sum m lA); apply: eq_hsum => h sh; rewrite (mul_ratio lA domh) ?sh.
rewrite -[C]mulr1 -(law_sum m lA) -hsumZ; apply: ler_hsum => h sh.
rewrite expr2 mulrA (mul_ratio lA domh) ?sh // mulrC; apply: ler_wpmul2r => //.
have := M0 h; rewrite le0r => /orP[/eqP m0|m0]; last by rewrite /ratio ler_pdivr_mulr.
by rewrite /ratio m0 invr0 mulr0 ltW // (dominated_gt0 lA lM dom).
Qed.

(** merging/metastable (constant): history-possible-for-operator, history-possible-for-mimic, dominated.
    Four times the squares add up to at most C - 1. *)
Theorem merging_metastable_constant k : dominated A M C -> 4%:R * (\sum_(i < k) stretch i ^+ 2) <= C - 1.
Proof.
move=> dom; rewrite mulr_sumr.
apply: (@taken (fun m => mean m M (fun h => ratio A M h ^+ 2)) (fun i => 4%:R * stretch i ^+ 2)) => [m|i].
  exact: second_moment.
have -> : 4%:R * stretch i ^+ 2 = (2%:R * stretch i) ^+ 2 by ring.
rewrite -{1}(subnKC (forwards i)); apply: merging_energy_future => //; exact: dominated_histories dom.
Qed.

(** Pinsker's inequality for several steps. *)
Lemma distance_square m l : pinsker ln -> dominated_on_histories (m + l) A M ->
  2%:R * expected_distance m l A M ^+ 2 <= KLn ln (m + l) A M - KLn ln m A M.
Proof.
move=> pin dom; have [A0 _ _] := lA.
have e : mean m A (fun h => odflt 0 (future_KL ln l A M h)) = KLn ln (m + l) A M - KLn ln m A M.
  by have := expected_KLE Ln lA lM dom; rewrite /expected_KL; case: ifP => // _ [].
rewrite -e; apply: le_trans (ler_wpmul2l (ler0n R 2) (mean_square m (distance l A M) lA)) _.
rewrite /mean -hsumZ; apply: ler_hsum => h sh; have := A0 h; rewrite le0r => /orP[/eqP ->|a0].
  by rewrite !mul0r mulr0.
have m0 : 0 < M h by apply: dom; rewrite // sh leq_addr.
rewrite (future_KL_finite ln lA lM) ?sh //= mulrCA ler_pmul2l // /distance gt_eqF // TVn_tuple.
have forecasts P : law P -> 0 < P h -> forecast (fun t : l.-tuple X => after P h t).
  move=> lP p0; have lafter := after_law lP p0; split=> [t|]; first by case: lafter.
  by rewrite -(law_sum l lafter) hsum_tuple.
rewrite /KLn hsum_tuple; apply: pin; [exact: forecasts | exact: forecasts |].
move=> t /eqP; rewrite /after mulf_eq0 invr_eq0 (gt_eqF m0) orbF => /eqP e0.
by rewrite (dominated0 lA dom) ?mul0r // size_cat sh size_tuple.
Qed.

Lemma KLn_within m : dominated A M C -> 0 <= KLn ln m A M <= ln C.
Proof.
move=> dom; have domh := dominated_histories (L := m) lA lM dom; apply/andP; split; last first.
  by apply: (merging_budget_constant Ln).
rewrite -(chain_rule Ln lA lM domh); apply: sumr_ge0 => i _.
by apply: (next_KL_ge0 Ln lA lM domh); apply: ltn_ord.
Qed.

(** merging/metastable (logarithm): history-possible-for-operator, history-possible-for-mimic, dominated.
    Twice the squares add up to at most ln C. *)
Theorem merging_metastable_logarithm k : pinsker ln -> dominated A M C -> 2%:R * (\sum_(i < k) stretch i ^+ 2) <= ln C.
Proof.
move=> pin dom; rewrite mulr_sumr -[ln C]subr0.
apply: (@taken (fun m => KLn ln m A M) (fun i => 2%:R * stretch i ^+ 2)) => [m|i]; first exact: KLn_within.
rewrite -{1}(subnKC (forwards i)); apply: distance_square => //; exact: dominated_histories dom.
Qed.

(** merging/metastable (one): history-possible-for-operator, history-possible-for-mimic, dominated.
    If each of k stretches has an expected distance of d or more, d and k are bounded. *)
Theorem merging_metastable_one k d : pinsker ln -> dominated A M C -> 0 <= d ->
  (forall i, (i < k)%N -> d <= stretch i) -> 4%:R * k%:R * d ^+ 2 <= Num.min (C - 1) (2%:R * ln C).
Proof.
move=> pin dom d0 le; have sum : k%:R * d ^+ 2 <= \sum_(i < k) stretch i ^+ 2.
  rewrite mulr_natl -{1}[k]card_ord -sumr_const; apply: ler_sum => i _.
  by rewrite ler_sqr ?nnegrE ?expected_distance_ge0 //; apply: le.
rewrite le_minr -mulrA; apply/andP; split.
  by apply: le_trans (merging_metastable_constant k dom); rewrite ler_wpmul2l ?ler0n.
apply: le_trans (ler_wpmul2l (ler0n R 2) (merging_metastable_logarithm k pin dom)).
by rewrite [X in _ <= X]mulrA -natrM; apply: ler_wpmul2l; rewrite ?ler0n.
Qed.

End Metastable.
