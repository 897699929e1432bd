(** What an operator who sees a feature of successes cannot know: where tuning ends. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude forcing.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Unknowable.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (p : X -> R) (x y : X).

(** x and y are possible outcomes of one cell, x no less likely than y. *)
Definition feature_hides := [/\ x != y, f x = f y, 0 < p y & p y <= p x].

(** Two channels: x is certain to succeed under the one, y under the other, which makes up for it at x. *)
Definition success_at_x z : R := if z == x then 1 else if z == y then 0 else 2%:R^-1.
Definition success_at_y z : R := if z == x then 1 - p y / p x else if z == y then 1 else 2%:R^-1.

Hypotheses (fp : forecast p) (hides : feature_hides).
Notation g := success_at_x.
Notation g' := success_at_y.

Lemma px_gt0 : 0 < p x.
Proof. by case: hides => _ _ y0; apply: lt_le_trans. Qed.

Lemma y_other : (y == x) = false.
Proof. by case: hides => n _ _ _; rewrite eq_sym; apply/negbTE. Qed.

Lemma half_in01 : 0 <= (2%:R^-1 : R) <= 1.
Proof. by rewrite invr_ge0 ler0n invf_le1 ?ltr0n ?ler1n. Qed.

Lemma half_not1 : (2%:R^-1 == 1 :> R) = false.
Proof. by rewrite invr_eq1 (eqr_nat R 2 1). Qed.

Lemma channel_x : channel g.
Proof.
by move=> z; rewrite /g; case: ifP => _; rewrite ?ler01 ?lexx //; case: ifP => _; rewrite ?half_in01 ?lexx ?ler01.
Qed.

Lemma channel_y : channel g'.
Proof.
have [_ _ y0 yx] := hides; move=> z; rewrite /g'; case: ifP => _; last by case: ifP; rewrite ?half_in01 // ler01 lexx.
by rewrite subr_ge0 ler_pdivr_mulr ?px_gt0 // mul1r yx ger_addl oppr_le0 divr_ge0 // ltW // px_gt0.
Qed.

Lemma forcing_x z : forcing g z = (z == x).
Proof.
rewrite forcingE /g; case: ifP => _; first by rewrite eqxx.
by case: ifP => _; rewrite ?half_not1 // eq_sym oner_eq0.
Qed.

Lemma forcing_y z : forcing g' z = (z == y).
Proof.
rewrite forcingE /g'; case: (eqVneq z x) => [->|_]; last by case: ifP; rewrite ?eqxx ?half_not1.
have [/negbTE -> _ y0 _] := hides; rewrite -subr_eq0 addrAC subrr add0r oppr_eq0 mulf_eq0 invr_eq0.
by rewrite !gt_eqF ?px_gt0.
Qed.

Lemma reach_x : Pr p (forcing g) = p x.
Proof. by rewrite /Pr (eq_bigl _ _ forcing_x) big_pred1_eq. Qed.

Lemma reach_y : Pr p (forcing g') = p y.
Proof. by rewrite /Pr (eq_bigl _ _ forcing_y) big_pred1_eq. Qed.

Lemma tuned_x : given p (forcing g) =1 (fun z => (z == x)%:R).
Proof.
move=> z; rewrite /given reach_x forcing_x; case: eqP => // ->; by rewrite mulfV // gt_eqF // px_gt0.
Qed.

Lemma tuned_y : given p (forcing g') =1 (fun z => (z == y)%:R).
Proof.
have [_ _ y0 _] := hides.
by move=> z; rewrite /given reach_y forcing_y; case: eqP => // ->; rewrite mulfV // gt_eqF.
Qed.

Lemma sum_two (F : X -> R) : \sum_z F z = F x + F y + \sum_(z | (z != x) && (z != y)) F z.
Proof. by rewrite (bigD1 x) //= (bigD1 y) ?y_other //= addrA. Qed.

(** What is the same all over the cell sees no difference between the two. *)
Lemma same_mean (h : Y -> R) : expect p (fun z => g z * h (f z)) = expect p (fun z => g' z * h (f z)).
Proof.
have [_ fxy _ _] := hides; rewrite /expect 2!sum_two; congr (_ + _); last first.
  by apply: eq_bigr => z /andP[/negbTE zx /negbTE zy]; rewrite /g /g' zx zy.
by rewrite /g /g' eqxx y_other eqxx fxy; field; rewrite gt_eqF // px_gt0.
Qed.

Lemma same_rate : expect p g = expect p g'.
Proof.
transitivity (expect p (fun z => g z * 1)); first by apply: eq_bigr => z _; rewrite mulr1.
by rewrite (same_mean (fun=> 1)); apply: eq_bigr => z _; rewrite mulr1.
Qed.

(** forcing/unknowable (rate): history-possible-for-mimic, feature-hides.
    Both are channels, and succeed as often. *)
Theorem forcing_unknowable_rate : [/\ channel g, channel g' & expect p g = expect p g'].
Proof. by split; [exact: channel_x | exact: channel_y | exact: same_rate]. Qed.

(** forcing/unknowable (forecasts): history-possible-for-mimic, feature-hides.
    The feature of successes is forecast alike. *)
Theorem forcing_unknowable_forecasts : push f (posterior p g) =1 push f (posterior p g').
Proof.
move=> c; rewrite /push !Pr_weigh -same_rate; congr (_ / _).
have E (u : X -> R) : \sum_(z | f z == c) p z * u z = expect p (fun z => u z * (f z == c)%:R).
  by rewrite big_mkcond; apply: eq_bigr => z _; case: eqP; rewrite ?mulr1 // !mulr0.
by rewrite !E; apply: (same_mean (fun d => (d == c)%:R)).
Qed.

Lemma points_apart : TV (fun z => (z == x)%:R : R) (fun z => (z == y)%:R) = 1.
Proof.
have [/negbTE n _ _ _] := hides; rewrite -[RHS]half2 /TV sum_two !eqxx n y_other subr0 sub0r normrN !normr1.
rewrite big1 ?addr0 // => z /andP[/negbTE -> /negbTE ->].
by rewrite subrr normr0.
Qed.

(** forcing/unknowable (apart): history-possible-for-mimic, feature-hides.
    And tuning ends on laws at distance 1. *)
Theorem forcing_unknowable_apart : TV (given p (forcing g)) (given p (forcing g')) = 1.
Proof. by rewrite (eq_TV tuned_x tuned_y) points_apart. Qed.

(** forcing/unknowable (any-forecast): history-possible-for-mimic, feature-hides.
    Whatever is forecast misses one of them by 1/2 or more. *)
Theorem forcing_unknowable_any_forecast pi : forecast pi ->
  2%:R^-1 <= Num.max (TV pi (given p (forcing g))) (TV pi (given p (forcing g'))).
Proof.
move=> _; have := TV_triangle pi (given p (forcing g)) (given p (forcing g')).
rewrite forcing_unknowable_apart (TVC _ pi) => le; rewrite leNgt lt_maxl; apply/negP => /andP[a b].
have := le_lt_trans le (ltr_add a b); suff -> : 2%:R^-1 + 2%:R^-1 = 1 :> R by rewrite ltxx.
by field.
Qed.

End Unknowable.
