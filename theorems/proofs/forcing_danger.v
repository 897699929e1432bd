(** How dangerous hard tuning can be, and what perfect control is. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude forcing forcing_remedy.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Danger.
Variables (R : realFieldType) (X : finType).
Implicit Types (p g : X -> R) (danger : pred X).

(** What succeeds for certain makes success possible. *)
Lemma reachable_happens p g : forecast p -> channel g -> forcing_set_reachable p g -> success_happens p g.
Proof.
move=> [p0 _] cg r0; apply: lt_le_trans r0 _; rewrite /Pr /expect big_mkcond; apply: ler_sum => x _.
case: ifP => [/eqP ->|_]; first by rewrite mulr1.
by rewrite mulr_ge0 //; case/andP: (cg x).
Qed.

Lemma Pr_given_le p (E danger : pred X) : nonneg p -> 0 < Pr p E -> Pr (given p E) danger <= Pr p danger / Pr p E.
Proof.
move=> p0 e0; rewrite Pr_given; apply: ler_wpmul2r; first by rewrite invr_ge0 ltW.
by apply: Pr_subset => // x; rewrite !inE => /andP[].
Qed.

(** forcing/danger (before): history-possible-for-mimic, forcing-set-reachable.
    Hard tuning makes danger at most 1/p(X_F) times as likely as before. *)
Theorem forcing_danger_before p g danger : forecast p -> channel g -> forcing_set_reachable p g ->
  Pr (given p (forcing g)) danger <= Pr p danger / Pr p (forcing g).
Proof. by move=> [p0 _] _ r0; apply: Pr_given_le. Qed.

(** forcing/danger (successes): history-possible-for-mimic, forcing-set-reachable.
    And at most 1/c times as likely as among successes, c = P(X_F|R=0). *)
Theorem forcing_danger_successes p g danger : forecast p -> channel g -> forcing_set_reachable p g ->
  Pr (given p (forcing g)) danger <= Pr (posterior p g) danger / Pr (posterior p g) (forcing g).
Proof.
move=> fp cg r0; have s0 := reachable_happens fp cg r0; have [q0 _] := posterior_forecast fp cg s0.
rewrite /Pr -(eq_bigr _ (fun x _ => given_posterior s0 x)) -!/(Pr _ _); apply: Pr_given_le => //.
exact: likelihood_gt0.
Qed.

(** Every outcome that p gives positive probability succeeds for certain or never. *)
Definition control_perfect p g := forall x, p x != 0 -> g x = 0 \/ g x = 1.

Lemma perfect_term p g x : control_perfect p g -> p x * g x = if forcing g x then p x else 0.
Proof.
move=> perfect; have [-> |px] := eqVneq (p x) 0; first by rewrite mul0r if_same.
by rewrite /forcing /=; case: (perfect x px) => ->; rewrite ?mulr0 ?mulr1 ?eqxx // eq_sym oner_eq0.
Qed.

Lemma perfect_rate p g : control_perfect p g -> expect p g = Pr p (forcing g).
Proof. by move=> perfect; rewrite /expect /Pr [RHS]big_mkcond; apply: eq_bigr => x _; apply: perfect_term. Qed.

(** forcing/perfect-control (conditioning): history-possible-for-operator (not needed), history-possible-for-mimic, success-happens, operator-expects-success (not needed), control-perfect.
    Hard tuning ends at the forecast of successes. *)
Theorem forcing_perfect_control_conditioning p g : forecast p -> channel g -> success_happens p g ->
  control_perfect p g -> given p (forcing g) =1 posterior p g.
Proof.
move=> _ _ _ perfect x; rewrite /posterior /weigh (perfect_rate perfect) (perfect_term x perfect) /given.
by case: ifP => // _; rewrite mul0r.
Qed.

(** forcing/perfect-control (share): history-possible-for-operator (not needed), history-possible-for-mimic, success-happens, operator-expects-success (not needed), control-perfect.
    Successes lie in the forcing set. *)
Theorem forcing_perfect_control_share p g : forecast p -> channel g -> success_happens p g -> control_perfect p g ->
  Pr (posterior p g) (forcing g) = 1.
Proof.
move=> fp cg s0 perfect; have r0 : 0 < Pr p (forcing g) by rewrite -(perfect_rate perfect).
rewrite -(Pr_given_self r0); apply: eq_bigr => x _; apply/esym; exact: forcing_perfect_control_conditioning.
Qed.

(** forcing/perfect-control (operator): history-possible-for-operator, history-possible-for-mimic, success-happens, operator-expects-success, control-perfect (not needed).
    The operator's own conditional forecast misses that by the distance of the forecasts, over the larger rate. *)
Theorem forcing_perfect_control_operator q p g : forecast q -> forecast p -> channel g -> success_happens p g ->
  operator_expects_success q g ->
  TV (posterior q g) (posterior p g) <= TV p q / Num.max (expect p g) (expect q g).
Proof. by move=> fq fp cg sp sq; rewrite TVC; apply: TV_weigh. Qed.

End Danger.
