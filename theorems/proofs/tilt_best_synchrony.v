(** Best of n keeps the forecasts that the reward does not look at. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude tilt tilt_value tilt_best.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Synchrony.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (r : X -> option int) (p : X -> R).

Lemma same_later n x z : r x = r z -> later r p x n = later r p z n.
Proof. by move=> e; elim: n => //= n ->; rewrite /up_to /below e. Qed.

(** tilt/best-of-n-synchrony (kept): history-possible-for-mimic, feature-decides-reward.
    The best of n draws keeps every forecast given the feature. *)
Theorem tilt_best_of_n_synchrony_kept n y : forecast p -> feature_decides_reward f r ->
  0 < Pr (best_law r p n.+1) (cell f y) -> given (best_law r p n.+1) (cell f y) =1 given p (cell f y).
Proof.
move=> fp [u ur] c0; pose w x := later r p x n.+1.
have e1 : expect p w = 1 by rewrite -(best_law_sum r fp n); apply: eq_bigr => x _; rewrite best_law_later.
have e x : best_law r p n.+1 x = weigh p w x by rewrite /weigh e1 divr1 best_law_later.
have [x0 cx0] : exists x, cell f y x.
  case: (pickP (cell f y)) => [x cx|no]; first by exists x.
  by move: c0; rewrite /Pr big1 ?ltxx // => x; rewrite no.
have same x : cell f y x -> w x = w x0.
  by move=> cx; apply: same_later; rewrite !ur (eqP cx) (eqP cx0).
move=> x; rewrite (eq_given _ e); apply: given_weigh_same => [||z cz _]; last exact: same.
- by rewrite e1 oner_eq0.
apply: contraTneq c0 => w0; rewrite /Pr big1 ?ltxx // => z cz.
by rewrite best_law_later -/(w z) (same z cz) w0 mulr0.
Qed.

(** tilt/best-of-n-synchrony (feature): history-possible-for-mimic, feature-decides-reward.
    It moves the feature as if that alone were drawn. *)
Theorem tilt_best_of_n_synchrony_feature n x : forecast p -> feature_decides_reward f r ->
  push f (best_law r p n) (f x) =
    push f p (f x) / Pr p (level r (r x)) * (up_to r p x ^+ n - below r p x ^+ n).
Proof.
move=> fp [u ur]; rewrite /push /Pr !mulr_suml; apply: eq_bigr => z /eqP fz.
have e : r z = r x by rewrite !ur fz.
by rewrite best_law_powers // /up_to /below e /given /level /= e eqxx.
Qed.

End Synchrony.
