(** Are mimics dangerous? How far people will want to tune, and what that risks. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude tilt tilt_collapse.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Safety.
Variables (R : realFieldType) (X : finType).
Implicit Types (p n m len : X -> R) (danger : pred X) (b : R) (r : X -> option int) (hi : int).

(** hi is the highest reward: successes are the outcomes that earn it. *)
Definition highest r hi := forall x, reward_le (r x) (Some hi).

(** safety/danger-bound: history-possible-for-mimic, success-possible.
    At every point of a tilt danger is no likelier than p(danger)/p(success). *)
Theorem safety_danger_bound b r hi p danger : 1 <= b -> forecast p -> highest r hi -> success_possible hi r p ->
  Pr (optimum b r p) danger <= Pr p danger / Pr p (success hi r).
Proof.
move=> b1 [p0 _] top s0; have b0 : 0 < b := lt_le_trans ltr01 b1; have h0 : 0 < b ^ hi by rewrite exprz_gt0.
have t0 x : 0 <= tilt b r x by apply: factor_ge0.
have t1 x : tilt b r x <= b ^ hi by have := reward_le_factor b1 (top x).
have z : b ^ hi * Pr p (success hi r) <= expect p (tilt b r).
  rewrite /expect (bigID (success hi r)) /= -[X in X <= _]addr0; apply: ler_add; last first.
    by apply: sumr_ge0 => x _; apply: mulr_ge0.
  by rewrite mulr_sumr; apply: ler_sum => x /eqP rx; rewrite /tilt rx /= mulrC.
have z0 : 0 < expect p (tilt b r) by apply: lt_le_trans z; apply: mulr_gt0.
rewrite Pr_weigh ler_pdivr_mulr // mulrAC ler_pdivl_mulr //.
apply: le_trans (ler_wpmul2l (Pr_ge0 danger p0) z); rewrite mulrCA mulrA; apply: ler_wpmul2r; first exact: ltW.
by rewrite mulr_sumr; apply: ler_sum => x _; rewrite [X in _ <= X]mulrC; apply: ler_wpmul2l.
Qed.

Definition nature_dominated n m := within n m.

(** safety/low-weight (bound): history-possible-for-nature, history-possible-for-mimic, nature-dominated (not needed).
    The mimic's danger is above nature's by the distance of the two forecasts at most. *)
Theorem safety_low_weight_bound n m danger : forecast n -> forecast m -> Pr m danger <= Pr n danger + TV n m.
Proof.
move=> [_ n1] [_ m1]; rewrite -ler_subl_addl TVC; apply: le_trans (ler_norm _) (TV_event _ _).
by rewrite n1 m1.
Qed.

(** safety/compilability (penalised): history-possible-for-mimic, success-possible.
    Tuning leaves the mean length of a success as it was, at any penalty. *)
Theorem safety_compilability_penalised b r hi p len : 1 <= b -> forecast p -> highest r hi -> success_possible hi r p ->
  expect (given (optimum b r p) (success hi r)) len = expect (given p (success hi r)) len.
Proof.
move=> b1 fp _ s0; have b0 : 0 < b := lt_le_trans ltr01 b1; have h0 : 0 < b ^ hi by rewrite exprz_gt0.
have [x /andP[rx px]] : exists x, (r x == Some hi) && (p x != 0).
  case: (pickP (fun x => (r x == Some hi) && (p x != 0))) => [x h|no]; first by exists x.
  move: s0; rewrite /success_possible /Pr big1 ?ltxx // => x /eqP rx.
  by have := no x; rewrite rx eqxx => /negbFE/eqP.
have opt : optimum_exists r p.
  by have [p0 _] := fp; exists x; rewrite lt0r px p0 (eqP rx).
have z0 := normaliser_gt0 b0 fp opt; apply: eq_bigr => y _; congr (_ * _).
apply: (given_weigh_same (lt0r_neq0 z0) (lt0r_neq0 h0)) => z /eqP rz _.
by rewrite /tilt rz.
Qed.

(** safety/compilability (optimal): history-possible-for-mimic, success-possible (not needed).
    No law earns more than one success alone, such as the longest. *)
Theorem safety_compilability_optimal r hi p z (pi : X -> R) : forecast p -> highest r hi -> r z = Some hi ->
  forecast pi -> allowed r pi -> income r pi <= income r (point R z).
Proof.
move=> _ top rz [pi0 pi1] al; rewrite (point_income R rz).
have -> : hi%:~R = \sum_x pi x * hi%:~R :> R by rewrite -mulr_suml pi1 mul1r.
apply: ler_sum => x _; have := top x; case e: (r x) => [n|] /= le; last by rewrite (al _ e) !mul0r.
by apply: ler_wpmul2l; rewrite ?ler_int.
Qed.

(** Two successes within reach differ in length. *)
Definition lengths_differ r hi p len :=
  exists x y, [/\ r x = Some hi, r y = Some hi, p x != 0, p y != 0 & len x != len y].

(** safety/compilability (unpenalised): history-possible-for-mimic, success-possible, lengths-differ.
    Without the penalty every forecast of successes within reach is optimal, and one of them, a longest success and
    nothing else, is longer than successes are on average. *)
Theorem safety_compilability_unpenalised r hi p len :
  forecast p -> highest r hi -> success_possible hi r p -> lengths_differ r hi p len ->
  exists z, [/\ r z = Some hi, p z != 0, forall y, r y = Some hi -> p y != 0 -> len y <= len z &
    expect (given p (success hi r)) len < len z].
Proof.
move=> fp _ s0 [x [y [rx ry px py xy]]]; have [p0 _] := fp.
have sx : (r x == Some hi) && (p x != 0) by rewrite rx eqxx.
case: (@arg_maxP _ _ X x (fun z => (r z == Some hi) && (p z != 0)) len sx) => z /andP[/eqP rz pz] top; exists z.
have le u : r u = Some hi -> p u != 0 -> len u <= len z by move=> ru pu; apply: top; rewrite ru eqxx.
split=> //; have [g0 g1] := given_forecast p0 s0.
have gs u : r u = Some hi -> p u != 0 -> 0 < given p (success hi r) u.
  by move=> ru pu; rewrite /given /success /= ru eqxx divr_gt0 // lt0r pu p0.
have t u : 0 <= given p (success hi r) u * (len z - len u).
  rewrite /given; case: ifP => [/eqP ru|_]; last by rewrite mul0r.
  have [->|pu] := eqVneq (p u) 0; first by rewrite !mul0r.
  by rewrite mulr_ge0 ?subr_ge0 ?le // divr_ge0 // Pr_ge0.
have [w [rw pw lw]] : exists w, [/\ r w = Some hi, p w != 0 & len w < len z].
  have [e|ne] := eqVneq (len x) (len z); [exists y | exists x]; split=> //.
    by rewrite lt_neqAle le // andbT -e eq_sym.
  by rewrite lt_neqAle ne le.
rewrite -subr_gt0 (_ : _ - _ = \sum_u given p (success hi r) u * (len z - len u)); last first.
  rewrite -[len z]mul1r -[in LHS]g1 mulr_suml /expect -sumrB.
  by apply: eq_bigr => u _; rewrite mul1r mulrBr.
rewrite (bigD1 w) //= ltr_paddr ?sumr_ge0 // mulr_gt0 ?gs // subr_gt0 //.
Qed.

End Safety.

(** safety/low-weight refuted: history-possible-for-nature, history-possible-for-mimic, nature-dominated.
    A mimic that gives nature's only outcome, and danger, one half each dominates nature, and dangers are likelier. *)
Theorem safety_low_weight_refuted :
  let n := fun x : bool => if x then 1 else 0 : rat in let m := fun _ : bool => 1 / 2%:R : rat in
  [/\ forecast n, forecast m, nature_dominated n m & ~ Pr m [pred x | ~~ x] <= Pr n [pred x | ~~ x]].
Proof.
split; try by split=> [[]|]; rewrite ?big_bool.
- by case.
- by rewrite /Pr big_mkcond big_bool [X in _ <= X]big_mkcond big_bool.
Qed.
