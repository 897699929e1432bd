(** What the operator's forecasts are worth once they are conditioned. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude tilt.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Forecast.
Variables (R : realFieldType) (X Y Z : finType).
Implicit Types (p q : X -> R) (E : pred X) (b : R) (r : X -> option int) (f : X -> Y) (g : X -> Z).

(** forecast/conditioned: history-possible-for-operator, history-possible-for-mimic.
    Conditioning two forecasts on an event that both hold possible costs at most a factor, the larger of its two
    probabilities. *)
Theorem forecast_conditioned q p E : forecast q -> forecast p -> 0 < Pr q E -> 0 < Pr p E ->
  TV (given q E) (given p E) <= TV q p / Num.max (Pr q E) (Pr p E).
Proof.
move=> fq fp qE pE; have e q' : expect q' (fun x => (E x)%:R) = Pr q' E by rewrite PrE.
rewrite (eq_TV (given_weigh q E) (given_weigh p E)) -!e; apply: TV_weigh; rewrite ?e // => x.
by case: (E x); rewrite ?ler01 ?lexx.
Qed.

(** forecast/proxy: history-possible-for-mimic, optimum-exists, feature-decides-reward.
    Where the feature F decides the reward any other feature G is after control what it was before, given F. *)
Theorem forecast_proxy b r p f g c d : 0 < b -> forecast p -> optimum_exists r p -> feature_decides_reward f r ->
  0 < Pr (optimum b r p) (cell f c) ->
  push g (given (optimum b r p) (cell f c)) d = push g (given p (cell f c)) d.
Proof.
move=> b0 fp opt fr c0; apply: eq_bigr => x _; exact: tilt_synchrony.
Qed.

End Forecast.
