(** Correlation and causation: a hidden cause moves both what nature puts out and whether that does any good. Tuning
    fixes the outputs and leaves the cause as it was. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Control.
Variables (R : realFieldType) (U X : finType) (cause : U -> R) (emit good : U -> X -> R).
Implicit Types (E : pred X).

(** The law of the outcomes. *)
Definition outcomes x := \sum_u cause u * emit u x.

(** P(G | x in E) when cause, outcome and effect come together. *)
Definition natural E := (\sum_u \sum_(x | E x) cause u * emit u x * good u x) / Pr outcomes E.

(** The chance of the effect when outputs are drawn from the outcomes' law given E, and the cause is what it would have
    been anyway. *)
Definition controlled E := \sum_u cause u * expect (given outcomes E) (good u).

(** The cause is independent of the outcome, or the effect is the same for all causes at every outcome of E. *)
Definition unconfounded E :=
  (forall u v, cause u != 0 -> cause v != 0 -> emit u =1 emit v) \/
  (forall x u v, E x -> outcomes x != 0 -> cause u != 0 -> cause v != 0 -> good u x = good v x).

Definition feature_possible E := 0 < Pr outcomes E.

Lemma controlledE E : controlled E = (\sum_u \sum_(x | E x) cause u * outcomes x * good u x) / Pr outcomes E.
Proof.
rewrite mulr_suml; apply: eq_bigr => u _; rewrite /expect (bigID E) /= [X in _ + X]big1 ?addr0 => [|x nE].
  rewrite mulr_sumr mulr_suml; apply: eq_bigr => x Ex; rewrite /given Ex.
  by rewrite -!mulrA; congr (_ * (_ * _)); rewrite mulrC.
by rewrite /given (negbTE nE) mul0r.
Qed.

(** control/causation: unconfounded.
    What goes with E in nature comes about when E is brought about, unless cause and effect are confounded there. *)
Theorem control_causation E : forecast cause -> (forall u, forecast (emit u)) -> 0 < Pr outcomes E -> unconfounded E ->
  controlled E = natural E.
Proof.
move=> [c0 c1] fe _ un; rewrite controlledE; congr (_ / _); case: un => [ind|same].
  apply: eq_bigr => u _; apply: eq_bigr => x _; have [->|cu] := eqVneq (cause u) 0; first by rewrite !mul0r.
  congr (_ * _ * _); rewrite -[RHS]mul1r -c1 mulr_suml; apply: eq_bigr => v _.
  by have [->|cv] := eqVneq (cause v) 0; [rewrite !mul0r | rewrite (ind v u)].
rewrite exchange_big [RHS]exchange_big /=; apply: eq_bigr => x Ex.
have [x0|x0] := eqVneq (outcomes x) 0.
  have e0 u : cause u * emit u x = 0.
    by apply: (@sum_eq0 _ _ (fun v => cause v * emit v x)) => // v; apply: mulr_ge0; case: (fe v).
  by rewrite !big1 // => u _; rewrite ?e0 ?x0 ?mulr0 mul0r.
have [u cu] : exists u, cause u != 0.
  case: (pickP (fun u => cause u != 0)) => [u cu|no]; first by exists u.
  by move/eqP: c1; rewrite big1 1?eq_sym ?oner_eq0 // => u _; apply/eqP/negbFE/no.
transitivity (\sum_v cause v * (outcomes x * good u x)).
  apply: eq_bigr => v _; have [->|cv] := eqVneq (cause v) 0; first by rewrite !mul0r.
  by rewrite (same x v u) // mulrA.
rewrite -mulr_suml c1 mul1r /outcomes mulr_suml; apply: eq_bigr => v _.
by have [->|cv] := eqVneq (cause v) 0; [rewrite !mul0r | rewrite (same x v u)].
Qed.

End Control.

(** control/correlation-is-causation refuted: feature-possible.
    A cause of two values that shows in the outcome and decides the effect alone: given F the effect is certain, and
    bringing F about leaves it at a half. *)
Theorem control_correlation_is_causation_refuted :
  let cause := fun _ : bool => 1 / 2%:R : rat in let emit := fun u x : bool => (u == x)%:R : rat in
  let good := fun u _ : bool => u%:R : rat in let E : pred bool := fun x => x in
  [/\ forecast cause, forall u, forecast (emit u), forall u x, 0 <= good u x <= 1, feature_possible cause emit E &
    ~ controlled cause emit good E = natural cause emit good E].
Proof.
move=> cause emit good E; have P : Pr (outcomes cause emit) E = 1 / 2%:R.
  by rewrite /Pr big_mkcond big_bool /outcomes !big_bool.
have f : \sum_u cause u = 1 by rewrite big_bool.
split.
- by split.
- by move=> u; split=> [x|]; rewrite ?big_bool ?ler0n //; case: u.
- by case.
- by rewrite /feature_possible P.
rewrite controlledE /natural P !big_bool !(big_mkcond E) !big_bool /outcomes !big_bool.
by apply/eqP; vm_compute.
Qed.
