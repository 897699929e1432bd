(** Tuning on one feature while another is tracked. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude instances log tilt tilt_collapse.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Dobrushin.
Variables (R : realFieldType) (Y Z : finType).
Implicit Types (u v : Y -> R) (K : Y -> Z -> R) (D : R).

(** Two mixtures of the same laws differ by at most the largest distance of those laws times that of the weights
    (Dobrushin). *)
Lemma TV_mixtures u v K D : forecast u -> forecast v -> (forall y, u y != 0 \/ v y != 0 -> forecast (K y)) ->
  (forall y y', u y != 0 \/ v y != 0 -> u y' != 0 \/ v y' != 0 -> TV (K y) (K y') <= D) ->
  TV (fun z => \sum_y u y * K y z) (fun z => \sum_y v y * K y z) <= D * TV u v.
Proof.
move=> [u0 u1] [v0 v1] fK le; set P := fun z => \sum_y u y * K y z; set Q := fun z => \sum_y v y * K y z.
have tot (w : Y -> R) : (forall y, w y != 0 -> u y != 0 \/ v y != 0) -> \sum_z \sum_y w y * K y z = \sum_y w y.
  move=> sub; rewrite exchange_big; apply: eq_bigr => y _; rewrite -mulr_sumr.
  by have [-> |wy] := eqVneq (w y) 0; [rewrite mul0r | have [_ ->] := fK y (sub y wy); rewrite mulr1].
have PQ : \sum_z P z = \sum_z Q z by rewrite !tot ?u1 ?v1 // => y w; [right | left].
rewrite (TV_attained PQ); set E := [pred z | Q z < P z]; pose k y := Pr (K y) E.
have prE (w : Y -> R) : Pr (fun z => \sum_y w y * K y z) E = \sum_y w y * k y.
  by rewrite /Pr exchange_big; apply: eq_bigr => y _; rewrite mulr_sumr.
rewrite !prE -sumrB; under eq_bigr do rewrite -mulrBl.
pose up y := Num.max (u y - v y) 0; pose down y := Num.max (v y - u y) 0.
have up0 y : 0 <= up y by rewrite le_maxr lexx orbT.
have down0 y : 0 <= down y by rewrite le_maxr lexx orbT.
have split y : u y - v y = up y - down y.
  rewrite /up /down; case: (leP (u y) (v y)) => [le1|/ltW le1].
    have a : u y - v y <= 0 by rewrite subr_le0.
    have b : 0 <= v y - u y by rewrite subr_ge0.
    by rewrite (elimT max_idPr a) (elimT max_idPl b) sub0r opprB.
  have a : 0 <= u y - v y by rewrite subr_ge0.
  have b : v y - u y <= 0 by rewrite subr_le0.
  by rewrite (elimT max_idPl a) (elimT max_idPr b) subr0.
have upS : \sum_y up y = TV u v.
  rewrite TV_pos ?u1 ?v1 // [RHS]big_mkcond; apply: eq_bigr => y _; rewrite /up -subr_gt0.
  by case: (ltrP 0 (u y - v y)) => // /ltW.
have downS : \sum_y down y = TV u v.
  apply/eqP; rewrite -upS eq_sym -subr_eq0 -sumrB; under eq_bigr do rewrite -split.
  by rewrite sumrB u1 v1 subrr.
under eq_bigr do rewrite split mulrBl; rewrite sumrB.
have in_up y : up y != 0 -> u y != 0 \/ v y != 0.
  by move=> uy; have [e|] := eqVneq (u y) 0; [right; apply: contra_neq uy => e'; rewrite /up e e' subrr maxxx | left].
have in_down y : down y != 0 -> u y != 0 \/ v y != 0.
  by move=> dy; have [e|] := eqVneq (u y) 0; [right; apply: contra_neq dy => e'; rewrite /down e e' subrr maxxx | left].
set t := TV u v in upS downS *; have t0 : 0 <= t by apply: TV_ge0.
have [e0|tn] := eqVneq t 0.
  have z (w : Y -> R) : (forall y, 0 <= w y) -> \sum_y w y = t -> \sum_y w y * k y = 0.
    by rewrite e0 => w0 ws; apply: big1 => y _; rewrite (sum_eq0 w0 ws) mul0r.
  by rewrite !z // subrr e0 mulr0.
have tp : 0 < t by rewrite lt0r tn.
rewrite -(ler_pmul2l tp).
have -> : t * (\sum_y up y * k y - \sum_y down y * k y) = \sum_y \sum_y' up y * down y' * (k y - k y').
  transitivity ((\sum_y up y * k y) * (\sum_y down y) - (\sum_y up y) * (\sum_y down y * k y)).
    by rewrite upS downS; ring.
  rewrite !big_distrlr /= -sumrB; apply: eq_bigr => y _; rewrite -sumrB; apply: eq_bigr => y' _; ring.
have -> : t * (D * t) = \sum_y \sum_y' up y * down y' * D.
  transitivity ((\sum_y up y) * (\sum_y down y) * D); first by rewrite upS downS; ring.
  by rewrite big_distrlr /= mulr_suml; apply: eq_bigr => y _; rewrite mulr_suml.
apply: ler_sum => y _; apply: ler_sum => y' _.
have [-> |uy] := eqVneq (up y) 0; first by rewrite !mul0r.
have [-> |dy] := eqVneq (down y') 0; first by rewrite mulr0 !mul0r.
apply: ler_wpmul2l; first exact: mulr_ge0.
have [[_ k1] [_ k2]] := (fK y (in_up y uy), fK y' (in_down y' dy)).
apply: le_trans (le y y' (in_up y uy) (in_down y' dy)); apply: le_trans (ler_norm _) (TV_event E _).
by rewrite k1 k2.
Qed.

End Dobrushin.

Section Tracked.
Variables (R : realFieldType) (X Y Z : finType) (f : X -> Y) (g : X -> Z).
Implicit Types (p pi : X -> R) (b D : R) (r : X -> option int).

(** tilt/tracked (law): history-possible-for-mimic, optimum-exists, feature-decides-reward.
    The optimum's law of another feature G mixes the old forecasts of G given F with the new weights of F. *)
Theorem tilt_tracked_law b r p d : 0 < b -> forecast p -> optimum_exists r p -> feature_decides_reward f r ->
  push g (optimum b r p) d = \sum_y push f (optimum b r p) y * push g (given p (cell f y)) d.
Proof.
move=> b0 fp opt fr; have [o0 _] := optimum_forecast b0 fp opt.
have -> : push g (optimum b r p) d = \sum_y Pr (optimum b r p) [pred x | cell f y x && (g x == d)].
  rewrite /push /Pr [LHS](partition_big f predT) //=; apply: eq_bigr => y _; apply: eq_bigl => x.
  by rewrite andbC.
apply: eq_bigr => y _; have -> : push f (optimum b r p) y = Pr (optimum b r p) (cell f y) by [].
have [e0|n0] := eqVneq (Pr (optimum b r p) (cell f y)) 0.
  by rewrite e0 mul0r /Pr big1 // => x /andP[cx _]; apply: Pr_eq0 e0 cx.
have y0 : 0 < Pr (optimum b r p) (cell f y) by rewrite lt0r n0 Pr_ge0.
have -> : push g (given p (cell f y)) d = push g (given (optimum b r p) (cell f y)) d.
  by apply: eq_bigr => x _; rewrite (tilt_synchrony b0 fp opt fr y0).
rewrite /push Pr_given mulrC divfK ?gt_eqF //; apply: eq_bigl => x; by [].
Qed.

(** tilt/tracked (moves): history-possible-for-mimic, optimum-exists, feature-decides-reward.
    G moves at most by the largest distance of those forecasts times the distance that F moves. *)
Theorem tilt_tracked_moves b r p D : 0 < b -> forecast p -> optimum_exists r p -> feature_decides_reward f r ->
  (forall y y', 0 < Pr p (cell f y) -> 0 < Pr p (cell f y') ->
    TV (push g (given p (cell f y))) (push g (given p (cell f y'))) <= D) ->
  TV (push g (optimum b r p)) (push g p) <= D * TV (push f (optimum b r p)) (push f p).
Proof.
move=> b0 fp opt fr le; have [p0 _] := fp; have fo := optimum_forecast b0 fp opt.
have id_p d : push g p d = \sum_y push f p y * push g (given p (cell f y)) d.
  have -> : push g p d = \sum_y Pr p [pred x | cell f y x && (g x == d)].
    rewrite /push /Pr [LHS](partition_big f predT) //=; apply: eq_bigr => y _; apply: eq_bigl => x.
    by rewrite andbC.
  apply: eq_bigr => y _; have -> : push f p y = Pr p (cell f y) by [].
  have [e0|n0] := eqVneq (Pr p (cell f y)) 0.
    by rewrite e0 mul0r /Pr big1 // => x /andP[cx _]; apply: Pr_eq0 e0 cx.
  by rewrite /push Pr_given mulrC divfK.
rewrite (eq_TV (fun d => tilt_tracked_law d b0 fp opt fr) id_p).
have reach y : push f (optimum b r p) y != 0 \/ push f p y != 0 -> 0 < Pr p (cell f y).
  move=> w; rewrite lt0r Pr_ge0 // andbT; apply/eqP => e0; case: w => /eqP; last exact.
  by case; apply: (@Pr_within _ _ (optimum b r p) p) => //; apply: optimum_within.
apply: TV_mixtures => [|||y y' wy wy']; [exact: push_forecast | exact: push_forecast | | by apply: le; apply: reach].
by move=> y /reach y0; apply: push_forecast; apply: given_forecast.
Qed.

(** tilt/tracked (divergence): history-possible-for-mimic, optimum-exists, feature-decides-reward.
    F shows all of the tuning. *)
Theorem tilt_tracked_divergence (ln : R -> R) b r p :
  0 < b -> forecast p -> optimum_exists r p -> feature_decides_reward f r ->
  KL ln (optimum b r p) p = KL ln (push f (optimum b r p)) (push f p).
Proof.
move=> b0 fp opt [u ur]; have [p0 _] := fp; have [o0 _] := optimum_forecast b0 fp opt.
rewrite /KL (partition_big f predT) //=; apply: eq_bigr => y _.
have -> : push f (optimum b r p) y * ln (push f (optimum b r p) y / push f p y)
  = \sum_(x | f x == y) optimum b r p x * ln (push f (optimum b r p) y / push f p y) by rewrite -mulr_suml.
apply: eq_bigr => x fx; rewrite /push.
have [-> |px] := eqVneq (optimum b r p x) 0; first by rewrite !mul0r.
congr (_ * ln _); have pe z : f z == y -> optimum b r p z = p z * (factor b (u y) / expect p (tilt b r)).
  by move=> /eqP fz; rewrite /optimum /weigh /tilt ur fz mulrA.
have pp : p x != 0 by apply: contra_neq px => e; rewrite pe // e mul0r.
have Py : Pr p [pred z | f z == y] != 0 by apply: contra_neq pp => e0; apply: Pr_eq0 e0 fx.
have -> : Pr (optimum b r p) [pred z | f z == y] = Pr p [pred z | f z == y] * (factor b (u y) / expect p (tilt b r)).
  by rewrite /Pr mulr_suml; apply: eq_bigr => z; apply: pe.
by rewrite pe //; set c := factor b (u y) / _; rewrite ![_ * c]mulrC !mulfK.
Qed.

(** pi keeps every forecast of g given f, and g varies in some cell of f that pi reaches. *)
Definition keeps_forecast pi p := forall y d, 0 < Pr pi (cell f y) ->
  push g (given pi (cell f y)) d = push g (given p (cell f y)) d.
Definition keeps_some_feature pi p := keeps_forecast pi p /\ exists y d d', [/\ 0 < Pr pi (cell f y), d != d',
  push g (given p (cell f y)) d != 0 & push g (given p (cell f y)) d' != 0].

End Tracked.

(** tilt/one-feature refuted: history-possible-for-mimic, challenger-given, challenger-dominated, keeps-some-feature.
    From 1/3, 1/3, 1/3 to 0, 1/3, 2/3 the second outcome keeps its probability, and the third does not. The feature F is
    constant. *)
Theorem tilt_one_feature_refuted :
  let p := fun _ : 'I_3 => 1 / 3%:R : rat in let pi := three 0 (1 / 3%:R) (2%:R / 3%:R) in
  let f := fun _ : 'I_3 => tt in let g := fun x : 'I_3 => (x == 1%N :> nat) in
  [/\ forecast p, forecast pi, challenger_dominated pi p, keeps_some_feature f g pi p &
    ~ forall h : 'I_3 -> bool, keeps_forecast f h pi p].
Proof.
move=> p pi f g; have keep y d : 0 < Pr pi (cell f y) ->
    push g (given pi (cell f y)) d = push g (given p (cell f y)) d.
  by move=> _; rewrite /push !Pr3 /given !Pr3; case: y d => [] []; apply/eqP; vm_compute.
split.
- by apply: forecast3.
- by apply: forecast3.
- by case=> [[|[|[|i]]] lt].
- split=> //; exists tt, true, false; rewrite /push !Pr3 /given !Pr3; split; by vm_compute.
move=> /(_ (fun x : 'I_3 => x == 2%N :> nat) tt true); rewrite !Pr3 => /(_ isT).
by rewrite /push !Pr3 /given !Pr3 => /eqP; vm_compute.
Qed.
