(** Telling the mimic from nature by more than one outcome. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude mimic merging merging_converse.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Sequences.
Variables (R : realFieldType) (X : finType).
Implicit Types (N M : seq X -> R) (h : seq X).

(** Its laws of L outcomes, as a test of them sees them. *)
Definition outcomes L (P : seq X -> R) (h : L.-tuple X) := P h.

Lemma outcomes_forecast L P : law P -> forecast (outcomes (L := L) P).
Proof. by move=> lP; split=> [h|]; [case: lP => P0 _ _; apply: P0 | rewrite -(law_sum L lP) hsum_tuple]. Qed.

(** The error of the test that answers the likelier law at each history, at even odds. *)
Definition least_error L N M := hsum L (fun h => Num.min (N h) (M h)) / 2%:R.

Lemma least_errorE L N M : law N -> law M -> least_error L N M = (1 - TVn L N M) / 2%:R.
Proof.
move=> lN lM; rewrite /least_error TVn_tuple (TV_min (outcomes_forecast L lN) (outcomes_forecast L lM)) opprB.
by rewrite addrCA subrr addr0 hsum_tuple.
Qed.

(** mimic/indistinguishable-sequences (error): history-possible-for-nature, history-possible-for-mimic.
    No test of L outcomes, randomised or not, errs less than (1 - TV)/2, and one errs just that. *)
Theorem mimic_indistinguishable_sequences_error L N M : law N -> law M ->
  [/\ least_error L N M = (1 - TVn L N M) / 2%:R,
      forall d, decider d -> least_error L N M <= average_error (outcomes (L := L) N) (outcomes M) d &
      exists E : pred (L.-tuple X), average_error (outcomes N) (outcomes M) (bets_on R E) = least_error L N M].
Proof.
move=> lN lM; rewrite least_errorE // TVn_tuple.
by have [] := mimic_indistinguishable (outcomes_forecast L lN) (outcomes_forecast L lM).
Qed.

(** Replacing one more of nature's steps by the mimic's. *)
Lemma TVn_step n N M : law N -> law M -> TVn n.+1 N M <= TVn n N M + expected_distance n 1 N M.
Proof.
move=> lN lM; have [[N0 _ Ne] [M0 _ Me]] := (lN, lM).
rewrite /TVn hsumSr -!hsumZ -hsumD; apply: ler_hsum => h _; rewrite distanceE //; case: eqVneq => m0.
  rewrite m0 subr0 ger0_norm // (eq_bigr (fun x => N (rcons h x))) => [|x _]; last first.
    by rewrite -cats1 (law_prefix0 _ lM m0) subr0 ger0_norm.
  by rewrite -Ne ler_addl.
rewrite /= -mulrDr; apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
have -> : `|N h - M h| = \sum_x `|ratio N M h - 1| * M (rcons h x).
  rewrite -mulr_sumr -Me -[M h in RHS]ger0_norm // -normrM mulrBl mul1r /ratio divfK //.
rewrite -big_split; apply: ler_sum => x _ /=; rewrite cats1.
have -> : N (rcons h x) - M (rcons h x)
  = (ratio N M h - 1) * M (rcons h x) + (N (rcons h x) - ratio N M h * M (rcons h x)) by ring.
by apply: le_trans (ler_norm_add _ _) _; rewrite normrM [`|M _|]ger0_norm.
Qed.

(** mimic/indistinguishable-sequences (steps): history-possible-for-nature, history-possible-for-mimic.
    The error is at least what the distances of the one-step forecasts leave when they add up. *)
Theorem mimic_indistinguishable_sequences_steps L N M : law N -> law M ->
  (1 - \sum_(n < L) expected_distance n 1 N M) / 2%:R <= least_error L N M.
Proof.
move=> lN lM; rewrite least_errorE //; apply: ler_wpmul2r; first by rewrite invr_ge0 ler0n.
rewrite ler_add2l ler_opp2; elim: L => [|L IH]; last first.
  by rewrite big_ord_recr /=; apply: le_trans (TVn_step L lN lM) _; rewrite ler_add2r.
by have [[_ N1 _] [_ M1 _]] := (lN, lM); rewrite big_ord0 /TVn /= N1 M1 subrr normr0 mulr0.
Qed.

End Sequences.
