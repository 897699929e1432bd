(** Without the KL penalty whatever keeps to the outcomes of the highest reward is optimal, and what the penalised optimum tends to is
    only one such. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude tilt.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Unpenalised.
Variables (R : realFieldType) (X : finType).
Implicit Types (p pi w v : X -> R) (E : pred X) (b : R) (r : X -> option int).

Definition reward_le (a c : option int) :=
  if a is Some m then (if c is Some n then m <= n else false) else true.

(** argmax r over supp p. *)
Definition argmax r p : pred X := [pred x | (p x != 0) && [forall y, (p y != 0) ==> reward_le (r y) (r x)]].

Lemma reward_le_total : total reward_le.
Proof. by move=> [m|] [n|] //=; apply: le_total. Qed.

Lemma reward_le_trans : transitive reward_le.
Proof. by move=> [n|] [m|] [k|] //=; apply: le_trans. Qed.

Lemma reward_le_factor b a c : 1 <= b -> reward_le a c -> factor b a <= factor b c.
Proof.
move=> b1; have b0 := lt_le_trans ltr01 b1.
case: a => [m|]; case: c => [n|] //= le; first exact: ler_weexpz2l.
by rewrite exprz_ge0 // ltW.
Qed.

(** Where some outcome is allowed there is a best one, and all of the best earn the same. *)
Lemma argmax_exists r p : nonneg p -> optimum_exists r p ->
  exists x hi, [/\ argmax r p x, r x = Some hi & forall y, argmax r p y = (p y != 0) && (r y == Some hi)].
Proof.
move=> p0 [x0 [px0 rx0]].
have [x px best] : exists2 x, p x != 0 & forall y, p y != 0 -> reward_le (r y) (r x).
  have s0 : x0 \in [pred x | p x != 0] by rewrite inE lt0r_neq0.
  pose l := sort (relpre r reward_le) (enum [pred x | p x != 0]).
  have mem y : (y \in l) = (p y != 0) by rewrite mem_sort mem_enum.
  have lne : l != [::] by apply/eqP => l0; have := mem x0; rewrite l0 lt0r_neq0.
  exists (last x0 l); first by rewrite -mem; case: {mem} l lne => //= a l _; apply: mem_last.
  move=> y; rewrite -mem => yl; have so : sorted (relpre r reward_le) l.
    by apply: sort_sorted => a c; apply: reward_le_total.
  case: l lne yl so {mem} => // a l _ yl so /=.
  have tr : transitive (relpre r reward_le) by move=> c d e; apply: reward_le_trans.
  have [i ilt <-] := nthP x0 yl.
  have -> : last a l = nth x0 (a :: l) (size l) by rewrite (last_nth x0).
  apply: (sorted_leq_nth tr) => //=; first by move=> c; rewrite /= /reward_le; case: (r c).
  - by rewrite inE.
case e: (r x) => [hi|]; last first.
  have := best x0 (lt0r_neq0 px0); rewrite e.
  by case: (r x0) rx0.
exists x, hi; split=> //.
  by rewrite /argmax /= px; apply/forallP => y; apply/implyP => py; apply: best.
move=> y; rewrite /argmax /=; case: (eqVneq (p y) 0) => /= py; first by [].
apply/forallP/eqP => [all | ry z].
  have := best y py; have := all x; rewrite px /= e; case: (r y) => [m|] //= h1 h2.
  by congr Some; apply/le_anti; rewrite h1 h2.
by apply/implyP => pz; rewrite ry -e; apply: best.
Qed.

Section Collapse.
Variables (r : X -> option int) (p : X -> R).
Hypothesis (fp : forecast p) (opt : optimum_exists r p).

Let best := argmax r p.

(** pi << p maximises E_pi[r] alone. *)
Definition unpenalised_optimum pi := [/\ forecast pi, within pi p, allowed r pi &
  forall pi', forecast pi' -> within pi' p -> allowed r pi' -> income r pi' <= income r pi].

Definition point (y x : X) : R := (x == y)%:R.

Lemma point_forecast y : forecast (point y).
Proof.
split=> [x|]; first exact: ler0n.
by rewrite (bigD1 y) //= /point eqxx big1 ?addr0 // => x /negbTE ->.
Qed.

Lemma point_income y n : r y = Some n -> income r (point y) = n%:~R.
Proof.
move=> ry; rewrite /income (bigD1 y) //= ry /point eqxx mul1r big1 ?addr0 // => x /negbTE ->; exact: mul0r.
Qed.

Lemma argmax_gt0 x : best x -> p x != 0.
Proof. by case/andP. Qed.

Lemma argmax_mass : 0 < Pr p best.
Proof.
have [p0 _] := fp; have [x [hi [bx _ _]]] := argmax_exists p0 opt.
rewrite /Pr (bigD1 x) //= ltr_paddr ?sumr_ge0 // lt0r p0 andbT; exact: argmax_gt0.
Qed.

(** No pi << p earns more than the best outcome, and to earn that it must keep to the best. *)
Lemma income_le pi hi : (forall y, best y = (p y != 0) && (r y == Some hi)) -> (exists x, best x) ->
  forecast pi -> within pi p -> allowed r pi ->
  income r pi <= hi%:~R /\ (income r pi = hi%:~R -> forall x, pi x != 0 -> best x).
Proof.
move=> bE [x0 bx0] [pi0 pi1] d al; have [p0 _] := fp.
pose loss x := pi x * (hi%:~R - if r x is Some n then n%:~R else 0).
have top x n : pi x != 0 -> r x = Some n -> n <= hi.
  move=> px rx; have := bx0; rewrite bE => /andP[_ /eqP r0]; case/andP: bx0 => _ /forallP/(_ x).
  by rewrite r0 rx /= (contra_neq (@d x)).
have loss0 : nonneg loss.
  move=> x; rewrite /loss; have [-> | px] := eqVneq (pi x) 0; first by rewrite mul0r.
  case e: (r x) => [n|]; last by rewrite al ?eqxx in px.
  by rewrite mulr_ge0 // subr_ge0 ler_int; apply: top e.
have sumE : \sum_x loss x = hi%:~R - income r pi.
  have -> : hi%:~R = \sum_x pi x * hi%:~R by rewrite -mulr_suml pi1 mul1r.
  by rewrite -sumrB; apply: eq_bigr => x _; rewrite /loss mulrBr.
split=> [|e x px]; first by rewrite -subr_ge0 -sumE sumr_ge0.
have := sum_eq0 loss0 _ x; rewrite sumE e subrr => /(_ erefl)/eqP; rewrite mulf_eq0 (negbTE px) /= bE.
rewrite (contra_neq (@d x)) //=; case rx: (r x) => [n|]; last by rewrite al ?eqxx in px.
by rewrite subr_eq0 eqr_int => /eqP ->.
Qed.

(** tilt/collapse (optimal): history-possible-for-mimic, optimum-exists.
    Without the penalty every pi << p on argmax r over supp p is optimal, and no other. *)
Theorem tilt_collapse_optimal pi : forecast pi -> within pi p ->
  (unpenalised_optimum pi <-> forall x, pi x != 0 -> best x).
Proof.
move=> fpi d; have [pi0 pi1] := fpi; have [p0 _] := fp; have [x0 [hi [bx0 r0 bE]]] := argmax_exists p0 opt.
have ex : exists x, best x by exists x0.
have px0 := argmax_gt0 bx0.
have wp : within (point x0) p by move=> x px; rewrite /point; case: eqP => // xx; rewrite -xx px eqxx in px0.
have ap : allowed r (point x0) by move=> x rx; rewrite /point; case: eqP => // xx; rewrite -xx rx in r0.
split=> [[_ _ al top] x | on].
- apply: (income_le bE ex fpi d al).2 => //; apply/le_anti; rewrite (income_le bE ex fpi d al).1 /=.
  by rewrite -(point_income r0); apply: top => //; apply: point_forecast.
- have some x : pi x != 0 -> r x = Some hi by move=> /on; rewrite /best bE => /andP[_ /eqP].
  have al : allowed r pi by move=> x rx; apply/eqP; apply/negP => /negP/some; rewrite rx.
  split=> // pi' fpi' d' al'; have -> : income r pi = hi%:~R.
    have -> : hi%:~R = \sum_x pi x * hi%:~R by rewrite -mulr_suml pi1 mul1r.
    apply: eq_bigr => x _; by have [-> | px] := eqVneq (pi x) 0; rewrite ?mul0r // some.
  exact: (income_le bE ex fpi' d' al').1.
Qed.

(** tilt/collapse (unique): history-possible-for-mimic, optimum-exists.
    There is one optimum if and only if argmax r is one outcome. *)
Theorem tilt_collapse_unique :
  (forall pi pi', unpenalised_optimum pi -> unpenalised_optimum pi' -> pi =1 pi') <->
  exists x, best =1 pred1 x.
Proof.
have [p0 _] := fp; have [x0 [hi [bx0 r0 bE]]] := argmax_exists p0 opt.
have pointO y : best y -> unpenalised_optimum (point y).
  move=> bY; apply/tilt_collapse_optimal; first exact: point_forecast.
  - by move=> x px; rewrite /point; case: eqP => // xx; case/andP: bY; rewrite -xx px eqxx.
  - by move=> x; rewrite /point; case: (x =P y) => [-> //|_]; rewrite eqxx.
split=> [one | [x bx] pi pi' o o'].
- exists x0 => y; apply/idP/eqP => [bY | ->] //.
  have := one _ _ (pointO y bY) (pointO x0 bx0) y; rewrite /point eqxx.
  by case: eqP => // _ /eqP; rewrite oner_eq0.
- suff pt q : unpenalised_optimum q -> q =1 point x by move=> z; rewrite !pt.
  move=> oq; have [fq d _ _] := oq; have on := (tilt_collapse_optimal fq d).1 oq.
  have off z : z != x -> q z = 0 by move=> zx; apply/eqP; apply/negP => /negP/on; rewrite bx /= (negbTE zx).
  move=> z; rewrite /point; case: eqP => [-> | /eqP/off //].
  by have [_ <-] := fq; rewrite (bigD1 x) //= big1 ?addr0.
Qed.

(** tilt/collapse (worst): history-possible-for-mimic, optimum-exists.
    The optimum furthest from p(.|argmax) is certain of its rarest outcome x: at 1 - p(x|argmax). *)
Theorem tilt_collapse_worst x : best x -> (forall y, best y -> given p best x <= given p best y) ->
  [/\ unpenalised_optimum (point x), TV (point x) (given p best) = 1 - given p best x &
      forall pi, unpenalised_optimum pi -> TV pi (given p best) <= 1 - given p best x].
Proof.
move=> bx least; have [p0 _] := fp.
have fg : forecast (given p best) by apply: given_forecast argmax_mass.
have gx1 := forecast_le1 x fg.
have same (q : X -> R) : forecast q -> \sum_y q y = \sum_y given p best y by move=> [_ ->]; case: fg.
have ox : unpenalised_optimum (point x).
  apply/tilt_collapse_optimal; first exact: point_forecast.
  - by move=> y py; rewrite /point; case: eqP => // xx; case/andP: bx; rewrite -xx py eqxx.
  - by move=> y; rewrite /point; case: (y =P x) => [-> //|_]; rewrite eqxx.
have up pi : unpenalised_optimum pi -> TV pi (given p best) <= 1 - given p best x.
  move=> o; have [fpi d _ _] := o; have on := (tilt_collapse_optimal fpi d).1 o.
  rewrite TV_attained ?same //; set E := [pred y | _].
  have [y /= yE | none] := pickP E; last first.
    by rewrite /Pr !(eq_bigl _ _ none) !big_pred0_eq subrr subr_ge0.
  apply: ler_sub; first exact: Pr_le1.
  have by_ : best y by apply: on; have [g0 _] := fg; rewrite gt_eqF // (le_lt_trans (g0 y)).
  apply: le_trans (least y by_) _; rewrite /Pr (bigD1 y) //= ler_addl sumr_ge0 // => z _.
  by case: fg.
split=> //; apply/le_anti; rewrite up //=.
have := TV_event (pred1 x) (same _ (point_forecast x)); rewrite /Pr !big_pred1_eq /point eqxx.
by rewrite ger0_norm // subr_ge0.
Qed.

Lemma optimum_argmax b : 0 < b -> given (optimum b r p) best =1 given p best.
Proof.
move=> b0; have [p0 _] := fp; have [x0 [hi [bx0 r0 bE]]] := argmax_exists p0 opt.
have t x : best x -> p x != 0 -> tilt b r x = b ^ hi by rewrite /best bE => /andP[_ /eqP rx] _; rewrite /tilt rx.
have z0 := normaliser_gt0 b0 fp opt.
by apply: (given_weigh_same (lt0r_neq0 z0)) t; rewrite lt0r_neq0 // exprz_gt0.
Qed.

Lemma Pr_optimum_argmax b hi : (forall y, best y = (p y != 0) && (r y == Some hi)) ->
  Pr (optimum b r p) best = Pr p best * b ^ hi / expect p (tilt b r).
Proof.
move=> bE; rewrite Pr_weigh; congr (_ / _); rewrite /Pr mulr_suml; apply: eq_bigr => x.
by rewrite bE => /andP[_ /eqP rx]; rewrite /tilt rx.
Qed.

(** tilt/collapse (limit): history-possible-for-mimic, optimum-exists.
    The distance to p(.|argmax) is 1 - p(argmax) max t / E_p[t], max t the factor of the highest reward within supp p. *)
Theorem tilt_collapse_limit b x : 0 < b -> best x ->
  TV (optimum b r p) (given p best) = 1 - Pr p best * tilt b r x / expect p (tilt b r).
Proof.
move=> b0 bx; have [p0 _] := fp; have [x0 [hi [bx0 r0 bE]]] := argmax_exists p0 opt.
have z0 := normaliser_gt0 b0 fp opt; have fo := optimum_forecast b0 fp opt.
have := bx; rewrite /best bE => /andP[_ /eqP rx].
rewrite -(eq_TV (frefl _) (optimum_argmax b0)) TV_given //; first by rewrite (Pr_optimum_argmax b bE) /tilt rx.
by rewrite (Pr_optimum_argmax b bE) divr_gt0 // mulr_gt0 ?argmax_mass ?exprz_gt0.
Qed.

(** E_p[t]/max t = p(argmax) + what the rest weighs, each outcome less as the base rises. *)
Lemma normaliser_scaled b hi : 0 < b -> (forall y, best y = (p y != 0) && (r y == Some hi)) ->
  expect p (tilt b r) / b ^ hi = Pr p best + \sum_(x | ~~ best x) p x * (tilt b r x / b ^ hi).
Proof.
move=> b0 bE; have t0 : b ^ hi != 0 by rewrite lt0r_neq0 // exprz_gt0.
rewrite /expect mulr_suml (bigID best) /=; congr (_ + _); apply: eq_bigr => x; last by rewrite mulrA.
by rewrite bE => /andP[_ /eqP rx]; rewrite /tilt rx mulfK.
Qed.

Lemma below_top hi x : (forall y, best y = (p y != 0) && (r y == Some hi)) -> ~~ best x ->
  p x = 0 \/ lower (r x) hi.
Proof.
have [p0 _] := fp; have [x0 [hi' [bx0 r0 bE']]] := argmax_exists p0 opt.
move=> bE; have := bx0; rewrite -/best bE => /andP[_ /eqP r1].
rewrite bE negb_and negbK => /orP[/eqP -> | rx]; first by left.
have [-> | px] := eqVneq (p x) 0; first by left.
right; case/andP: bx0 => _ /forallP/(_ x); rewrite px r1 /=; case: (r x) rx => [n|] //= ne le.
by rewrite lt_neqAle le andbT; apply: contra_neq ne => ->.
Qed.

Lemma quotientE (n hi : int) : n < hi ->
  exists2 d : nat, n + d%:Z = hi & forall b, 0 < b -> b ^ n / b ^ hi = (b ^+ d)^-1.
Proof.
move=> lt; have e : (`|hi - n|%N : int) = hi - n by rewrite gez0_abs // subr_ge0 ltW.
exists `|hi - n|%N => [|b b0]; first by rewrite e addrC subrK.
have -> : hi = n + `|hi - n|%N by rewrite e addrC subrK.
by rewrite expfzDr ?lt0r_neq0 // invfM mulrA mulfV ?mul1r // ?lt0r_neq0 ?exprz_gt0 // addrAC subrr add0r.
Qed.

(** tilt/collapse (nears): history-possible-for-mimic, optimum-exists.
    As the base rises the optimum does not move away from p(.|argmax). *)
Theorem tilt_collapse_nears b b' : 0 < b -> b <= b' ->
  TV (optimum b' r p) (given p best) <= TV (optimum b r p) (given p best).
Proof.
move=> b0 bb; have b0' := lt_le_trans b0 bb; have [p0 _] := fp.
have [x0 [hi [bx0 r0 bE]]] := argmax_exists p0 opt.
rewrite !(tilt_collapse_limit _ bx0) // ler_add2l ler_opp2 -!mulrA; apply: ler_wpmul2l; first exact: Pr_ge0.
rewrite /tilt r0 /= -/(tilt b r) -/(tilt b' r) -[_ / expect p (tilt b r)]invf_div -[_ / expect p (tilt b' r)]invf_div.
rewrite lef_pinv ?posrE ?divr_gt0 ?exprz_gt0 ?normaliser_gt0 // !normaliser_scaled // ler_add2l.
apply: ler_sum => x nb; have [-> | low] := below_top bE nb; first by rewrite !mul0r.
apply: ler_wpmul2l => //; rewrite /tilt; case: (r x) low => [n|_] /=; last by rewrite !mul0r.
move=> /quotientE[d _ q]; rewrite !q // lef_pinv ?posrE ?exprn_gt0 //.
by rewrite ler_expn2r // nnegrE ltW.
Qed.

(** tilt/collapse (vanishes): history-possible-for-mimic, optimum-exists.
    If the highest reward is at least d above the others that p reaches, the distance is at most (1-m)/(m b^d + 1-m)
    with m = p(argmax), so p(.|argmax) is the limit. *)
Theorem tilt_collapse_vanishes b (d : nat) (m := Pr p best) : 1 <= b ->
  (forall x hi y n, best x -> r x = Some hi -> p y != 0 -> ~~ best y -> r y = Some n -> n + d%:Z <= hi) ->
  TV (optimum b r p) (given p best) <= (1 - m) / (m * b ^+ d + (1 - m)).
Proof.
move=> b1 apart; have b0 := lt_le_trans ltr01 b1; have [p0 _] := fp.
have [x0 [hi [bx0 r0 bE]]] := argmax_exists p0 opt; have m0 : 0 < m := argmax_mass.
have m1 : 0 <= 1 - m by rewrite subr_ge0 Pr_le1.
rewrite (tilt_collapse_limit b0 bx0) -/m.
have c0 : 0 < b ^+ d by rewrite exprn_gt0.
have d0 : 0 < m * b ^+ d + (1 - m) by rewrite ltr_paddr ?mulr_gt0.
have -> : (1 - m) / (m * b ^+ d + (1 - m)) = 1 - m * (b ^+ d / (m * b ^+ d + (1 - m))) by field; rewrite lt0r_neq0.
rewrite ler_add2l ler_opp2 -mulrA; apply: ler_wpmul2l; first exact: ltW.
have -> : b ^+ d / (m * b ^+ d + (1 - m)) = (m + (1 - m) / b ^+ d)^-1 by field; rewrite !lt0r_neq0 // ltr_paddr ?divr_gt0 ?divr_ge0 ?ltW.
rewrite /tilt r0 /= -/(tilt b r) -[_ / expect p (tilt b r)]invf_div.
rewrite lef_pinv ?posrE ?divr_gt0 ?exprz_gt0 ?normaliser_gt0 //; last first.
  by rewrite ltr_paddr // divr_ge0 // ltW.
rewrite normaliser_scaled // ler_add2l -(PrC best fp) /Pr mulr_suml.
apply: ler_sum => x nb; have [-> | px] := eqVneq (p x) 0; first by rewrite !mul0r.
have [/eqP | low] := below_top bE nb; first by rewrite (negPf px).
apply: ler_wpmul2l => //; rewrite /tilt; case rx: (r x) low => [n|] /=; last by rewrite mul0r invr_ge0 ltW.
move=> /quotientE[e top q]; rewrite q // lef_pinv ?posrE ?exprn_gt0 //; apply: ler_weexpn2l => //.
by have := apart _ _ _ _ bx0 r0 px nb rx; rewrite -top ler_add2l.
Qed.

End Collapse.
End Unpenalised.
