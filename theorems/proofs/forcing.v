(** Fine-tuning with imperfect control is desynchronising: tuning lands on the forcing set instead of on what success
    looks like. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Forcing.
Variables (R : realFieldType) (X : finType).
Implicit Types (p q g : X -> R) (E : pred X).

(** P(R=0|x), outcome by outcome. *)
Definition channel g := forall x, 0 <= g x <= 1.

(** What the operator forecasts of successes: P(.|R=0). *)
Definition posterior p g := weigh p g.

(** X_F, the outcomes that succeed for certain. *)
Definition forcing g : pred X := [pred x | g x == 1].

Definition success_happens p g := 0 < expect p g.
Definition forcing_set_reachable p g := 0 < Pr p (forcing g).

(** Conditioning on an event of probability c moves a forecast by exactly 1 - c. *)
Lemma TV_given p E : forecast p -> 0 < Pr p E -> TV p (given p E) = 1 - Pr p E.
Proof.
move=> fp e0; have [p0 _] := fp; have e1 := Pr_le1 E fp.
rewrite -[RHS]half2 /TV (bigID E) /=; congr (_ * (_ + _)).
- transitivity (\sum_(x | E x) (given p E x - p x)).
    apply: eq_bigr => x Ex; rewrite /given Ex distrC ger0_norm // subr_ge0.
    by rewrite ler_pdivl_mulr // ler_pimulr.
  rewrite sumrB; congr (_ - _).
  have := Pr_given p E E; rewrite /Pr => ->; rewrite (eq_bigl E) ?mulfV ?gt_eqF //.
  by move=> x; rewrite /= andbb.
- rewrite -(PrC E fp); apply: eq_bigr => x nE.
  by rewrite /given (negbTE nE) subr0 ger0_norm.
Qed.

(** Among successes of the forcing set nothing is reweighted, since g = 1 there. *)
Lemma given_posterior p g : success_happens p g -> given (posterior p g) (forcing g) =1 given p (forcing g).
Proof.
move=> /lt0r_neq0 s0 x; have E y : g y == 1 -> p y * g y = p y by move=> /eqP ->; rewrite mulr1.
rewrite /given /=; case: ifP => // gx; rewrite Pr_weigh (eq_bigr p) => [|y]; last exact: E.
by rewrite /posterior /weigh E // invfM invrK mulrACA mulVf // mulr1.
Qed.

Lemma likelihood_gt0 p g : success_happens p g -> forcing_set_reachable p g -> 0 < Pr (posterior p g) (forcing g).
Proof.
move=> s0 r0; rewrite Pr_weigh divr_gt0 // (eq_bigr p) // => x /eqP ->; exact: mulr1.
Qed.

(** forcing/gap: history-possible-for-mimic, success-happens, forcing-set-reachable.
    The optimum is at distance exactly 1 - c from the forecast of successes, c = P(X_F|R=0). *)
Theorem forcing_gap p g : forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  TV (posterior p g) (given p (forcing g)) = 1 - Pr (posterior p g) (forcing g).
Proof.
move=> [p0 _] cg s0 r0; have g0 x : 0 <= g x by case/andP: (cg x).
rewrite -(eq_TV (frefl _) (given_posterior s0)) TV_given //; last exact: likelihood_gt0.
exact: weigh_forecast.
Qed.

End Forcing.
