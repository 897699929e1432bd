(** The same letters in other inks: outcome laws that have nothing in common, and a feature that is dominated. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources merging merging_converse features features_exchangeable.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Inks.
Variables (R : realFieldType) (Y S : finType) (a m : S -> R) (phi : S -> Y -> R).
Implicit Types (n : S -> R) (g : seq Y).

(** An outcome is a letter with an ink, a state a law of letters with an ink. A prior uses one ink. *)
Definition in_ink n ink (state : S * bool) := if state.2 == ink then n state.1 else 0.
Definition inked (state : S * bool) (x : Y * bool) := if x.2 == state.2 then phi state.1 x.1 else 0.
Definition writer n ink := mixture (in_ink n ink) (fun state => draws (inked state)).

Lemma sum_in_ink n ink (F : S -> R) : \sum_state in_ink n ink state * F state.1 = \sum_s n s * F s.
Proof.
rewrite /in_ink -(pair_bigA _ (fun s i => (if i == ink then n s else 0) * F s)); apply: eq_bigr => s _.
by rewrite (bigD1 ink) //= eqxx big1 ?addr0 // => i /negbTE ->; rewrite mul0r.
Qed.

Lemma letter_law state : push fst (inked state) =1 phi state.1.
Proof.
move=> y; rewrite /push /Pr (bigD1 (y, state.2)) //= /inked /= eqxx big1 ?addr0 // => -[y' i] /andP[/eqP /= ->].
by rewrite xpair_eqE eqxx /= => /negbTE ->.
Qed.

Lemma shown_writer n ink g : shown fst (writer n ink) g = \sum_s n s * draws (phi s) g.
Proof.
rewrite shown_mixture -(sum_in_ink n ink (fun s => draws (phi s) g)); apply: eq_bigr => state _; congr (_ * _).
by rewrite shown_draws; apply: eq_bigr => y _; apply: letter_law.
Qed.

Lemma writer_other n ink x h : x.2 != ink -> writer n ink (x :: h) = 0.
Proof.
move=> ne; apply: big1 => state _; rewrite /in_ink; case: eqP => [e|_]; last by rewrite mul0r.
by rewrite /draws big_cons /inked e (negbTE ne) mul0r mulr0.
Qed.

Lemma writer_law n ink : forecast n -> (forall s, forecast (phi s)) -> law (writer n ink).
Proof.
move=> [n0 n1] fphi; apply: mixture_law => [|state].
  split=> [state|]; first by rewrite /in_ink; case: ifP.
  rewrite (eq_bigr _ (fun state _ => esym (mulr1 (in_ink n ink state)))).
  transitivity (\sum_s n s * 1); first exact: (sum_in_ink n ink (fun=> 1)).
  by rewrite -[RHS]n1; apply: eq_bigr => s _; rewrite mulr1.
apply: draws_law; have [f0 f1] := fphi state.1; split=> [x|]; first by rewrite /inked; case: ifP.
by rewrite -f1 -(sum_push fst); apply: eq_bigr => y _; apply: letter_law.
Qed.

(** features/coarse-suffices (singular): history-possible-for-operator, history-possible-for-mimic, independent-draws.
    If operator and mimic write in different inks, the laws of their outcomes are at distance 1. *)
Theorem features_coarse_suffices_singular L : forecast a -> forecast m -> (forall s, forecast (phi s)) -> (0 < L)%N ->
  independent_draws (in_ink a false) (in_ink m true) (fun state => draws (inked state)) inked /\
  TVn L (writer a false) (writer m true) = 1.
Proof.
move=> fa fm fphi L0; split=> //; have lA := writer_law false fa fphi; have lM := writer_law true fm fphi.
have [[A0 _ _] [M0 _ _]] := (lA, lM); rewrite /TVn.
suff -> : hsum L (fun h => `|writer a false h - writer m true h|) = hsum L (writer a false) + hsum L (writer m true).
  by rewrite !law_sum // half2.
rewrite -hsumD; case: L L0 => // n _; apply: eq_bigr => x _; apply: eq_hsum => h _.
case x2: x.2.
- by rewrite (@writer_other a false) ?x2 // sub0r add0r normrN ger0_norm.
- by rewrite (@writer_other m true) ?x2 // subr0 addr0 ger0_norm.
Qed.

(** features/coarse-suffices (dominated): history-possible-for-operator, history-possible-for-mimic, independent-draws.
    Yet the letters are dominated, with the largest ratio C of the weights of their laws. *)
Theorem features_coarse_suffices_dominated C g : forecast a -> forecast m -> (forall s, forecast (phi s)) ->
  starts_dominated a m C ->
  independent_draws (in_ink a false) (in_ink m true) (fun state => draws (inked state)) inked /\
  shown fst (writer a false) g <= C * shown fst (writer m true) g.
Proof.
move=> fa fm fphi dom; split=> //; rewrite !shown_writer mulr_sumr; apply: ler_sum => s _; rewrite mulrA.
by apply: ler_wpmul2r (dom s); apply: prodr_ge0 => y _; have [] := fphi s.
Qed.

End Inks.
