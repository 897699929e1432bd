(** What the operator's forecasts are worth once they are conditioned. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude instances merging_converse tilt.

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

(** forecast/two-events: history-possible-for-mimic.
    The forecasts given two events share the common part, divided by the larger probability. *)
Theorem forecast_two_events p E E' : forecast p -> 0 < Pr p E -> 0 < Pr p E' ->
  TV (given p E) (given p E') = 1 - Pr p [pred x | E x && E' x] / Num.max (Pr p E) (Pr p E').
Proof.
move=> fp e0 e0'; have [p0 _] := fp; rewrite TV_min; [|exact: given_forecast|exact: given_forecast].
congr (1 - _); rewrite [Pr p [pred x | _]]/Pr mulr_suml [RHS]big_mkcond; apply: eq_bigr => x _; rewrite /given /=.
have q0 (F : pred X) : 0 < Pr p F -> 0 <= p x / Pr p F by move=> f0; rewrite divr_ge0 // ltW.
case: (E x); case: (E' x) => /=; rewrite ?minxx //.
- case: (lerP (Pr p E) (Pr p E')) => [le|/ltW le].
    by rewrite min_r //; apply: ler_wpmul2l; rewrite // lef_pinv.
  by rewrite min_l //; apply: ler_wpmul2l; rewrite // lef_pinv.
- by rewrite min_r ?q0.
- by rewrite min_l ?q0.
Qed.

(** forecast/proxy: history-possible-for-mimic, optimum-exists, feature-decides-reward.
    Where the feature F decides the reward any other feature G is after control what it was before, given F. *)
Theorem forecast_proxy b r p f g c d : 0 < b -> forecast p -> optimum_exists r p -> feature_decides_reward f r ->
  0 < Pr (optimum b r p) (cell f c) ->
  push g (given (optimum b r p) (cell f c)) d = push g (given p (cell f c)) d.
Proof.
move=> b0 fp opt fr c0; apply: eq_bigr => x _; exact: tilt_synchrony.
Qed.

(** Operator and mimic give the same outcomes positive probability. *)
Definition identical_support q p := forall x, (q x == 0) = (p x == 0).

(** The squared correlation of two events. *)
Definition squared_correlation p E E' := (Pr p [pred x | E x && E' x] - Pr p E * Pr p E') ^+ 2
  / (Pr p E * (1 - Pr p E) * (Pr p E' * (1 - Pr p E'))).

(** Both events have a probability strictly between 0 and 1, before and after tuning. *)
Definition both_vary b r p E E' :=
  [/\ 0 < Pr p E < 1, 0 < Pr p E' < 1, 0 < Pr (optimum b r p) E < 1 & 0 < Pr (optimum b r p) E' < 1].

End Forecast.

(** forecast/rare refuted: history-possible-for-operator, history-possible-for-mimic, identical-support.
    The forecasts 1/3, 1/3, 1/3 and 1/5, 2/5, 2/5 are 2/15 apart, and 1/6 apart given one of the first two outcomes. *)
Theorem forecast_rare_refuted :
  let q := fun _ : 'I_3 => 1 / 3%:R : rat in let p := three (1 / 5%:R) (2%:R / 5%:R) (2%:R / 5%:R) in
  [/\ forecast q, forecast p, identical_support q p &
    ~ forall E, 0 < Pr q E -> 0 < Pr p E -> TV (given q E) (given p E) <= TV q p].
Proof.
move=> q p; split.
- by apply: forecast3.
- by apply: forecast3.
- by case=> [[|[|[|i]]] lt].
move=> /(_ [pred x : 'I_3 | x < 2]%N); rewrite /TV /given !sum3 !Pr3 => /(_ isT isT); by vm_compute.
Qed.

(** forecast/correlation refuted: history-possible-for-mimic, optimum-exists, feature-decides-reward, both-vary.
    Of three outcomes of 1/3 each, F is the last and G the second. A reward of -1 for F at base 2 takes the squared
    correlation from 1/4 to 1/6. *)
Theorem forecast_correlation_refuted :
  let p := fun _ : 'I_3 => 1 / 3%:R : rat in
  let f := fun x : 'I_3 => (x == 2%N :> nat) in let g := fun x : 'I_3 => (x == 1%N :> nat) in
  let r := fun x : 'I_3 => Some (if f x then - 1 else 0) : option int in let pi := optimum 2%:R r p in
  [/\ forecast p, optimum_exists r p, feature_decides_reward f r, both_vary 2%:R r p f g &
    ~ squared_correlation p f g <= squared_correlation pi f g].
Proof.
move=> p f g r pi; split.
- by apply: forecast3.
- by exists ord0.
- by exists (fun y : bool => Some (if y then - 1 else 0)).
- by split; rewrite !Pr3 /optimum /weigh /expect ?sum3.
by rewrite /squared_correlation !Pr3 /pi /optimum /weigh /expect !sum3; vm_compute.
Qed.
