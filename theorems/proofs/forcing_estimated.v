(** What an objective that is only estimated delivers: success is the channel g, labels its estimate. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude forcing.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Estimated.
Variables (R : realFieldType) (X : finType) (p g labels : X -> R) (eta : R).

(** The estimate is within eta of g wherever p reaches. *)
Definition within_error := forall x, p x != 0 -> `|labels x - g x| <= eta.

Definition labels_happen := 0 < expect p labels.

(** Tuning on the estimate ends on its best outcomes within reach. *)
Notation B := (best p labels).
Definition tuned := given p B.

Hypotheses (fp : forecast p) (near : within_error).

Lemma tuned_forecast : forecast tuned.
Proof. by have [p0 _] := fp; apply: given_forecast => //; apply: best_reached. Qed.

(** What all of B falls short by, its mean does. *)
Lemma tuned_mean (y : R) : (forall x, B x -> y <= g x) -> y <= expect tuned g.
Proof.
move=> h; have [t0 t1] := tuned_forecast; rewrite -[y]mul1r -t1 mulr_suml; apply: ler_sum => x _.
rewrite /tuned /given; case: ifP => [Bx|_]; last by rewrite !mul0r.
apply: ler_wpmul2l (h x Bx); rewrite divr_ge0 ?Pr_ge0 //; by have [p0 _] := fp.
Qed.

Lemma near_below x : p x != 0 -> labels x - eta <= g x.
Proof. by move=> px; rewrite ler_subl_addr -ler_subl_addl (le_trans (ler_norm _)) // near. Qed.

Lemma near_above x : p x != 0 -> g x - eta <= labels x.
Proof. by move=> px; rewrite ler_subl_addr -ler_subl_addl (le_trans (ler_norm _)) // distrC near. Qed.

Lemma curse b : B b -> labels b - eta <= expect tuned g.
Proof.
move=> Bb; apply: tuned_mean => x Bx; rewrite (best_same Bb Bx); apply: near_below.
by case/andP: Bx.
Qed.

Lemma regret a : best p g a -> g a - expect tuned g <= 2%:R * eta.
Proof.
move=> ba; have [b Bb] := best_exists labels fp; have pa : p a != 0 by case/andP: ba.
rewrite ler_subl_addr -ler_subl_addl; apply: le_trans (curse Bb); rewrite mulr_natl mulr2n opprD addrA.
rewrite ler_add2r; apply: le_trans (near_above pa) _; exact: best_top Bb pa.
Qed.

End Estimated.

(** Two reweightings of one forecast differ by what the factors do on average, over the larger mean factor. *)
Lemma TV_weigh_factors (R : realFieldType) (X : finType) (p w v : X -> R) : forecast p -> nonneg w -> nonneg v ->
  0 < expect p v -> expect p v <= expect p w ->
  TV (weigh p w) (weigh p v) <= expect p (fun x => `|w x - v x|) / expect p w.
Proof.
move=> fp w0 v0 b0 ba; have [p0 _] := fp; have a0 := lt_le_trans b0 ba.
have [[_ ew] [_ ev]] := (weigh_forecast p0 w0 a0, weigh_forecast p0 v0 b0).
rewrite TV_pos ?ew ?ev // ler_pdivl_mulr // mulr_suml big_mkcond; apply: ler_sum => x _.
case: ifP => _; last by rewrite mulr_ge0.
apply: (@le_trans _ _ (p x * (w x - v x))); last by apply: ler_wpmul2l => //; apply: ler_norm.
rewrite mulrBl divfK ?gt_eqF // mulrBr ler_add2l ler_opp2 /weigh -[X in _ <= X]mulrA ler_pemulr ?mulr_ge0 //.
by rewrite mulrC ler_pdivl_mulr // mul1r.
Qed.

(** What lies within eta of m is above a level d + m, not below its mean, by eta/2 at most on average. *)
Lemma excess_le (R : realFieldType) (X : finType) (E : pred X) (p y : X -> R) (eta d : R) :
  nonneg p -> 0 < Pr p E -> (forall x, E x -> p x != 0 -> - eta <= y x <= eta) ->
  \sum_(x | E x) p x * y x <= d * Pr p E ->
  2%:R * (\sum_(x | E x) p x * Num.max (y x - d) 0) <= eta * Pr p E.
Proof.
move=> p0 e0 near mean.
have sumd (c : R) : c * Pr p E = \sum_(x | E x) p x * c by rewrite -mulr_suml mulrC.
have ed : - eta <= d.
  rewrite -(ler_pmul2r e0); apply: le_trans mean; rewrite sumd; apply: ler_sum => x Ex.
  have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r.
  by apply: ler_wpmul2l => //; case/andP: (near x Ex px).
case: (leP eta d) => [le|lt].
  have eta0 : 0 <= eta.
    rewrite leNgt; apply/negP => n; move: e0; rewrite /Pr big1 ?ltxx // => x Ex; apply/eqP; apply: contraTT n => px.
    have /andP[a b] := near x Ex px; rewrite -leNgt; have := le_trans a b.
    by rewrite -subr_ge0 opprK -mulr2n -mulr_natl pmulr_rge0 ?ltr0n.
  rewrite big1 ?mulr0; first by apply: mulr_ge0 => //; apply: ltW.
  move=> x Ex.
  have [->|px] := eqVneq (p x) 0; first by rewrite mul0r.
  have /andP[_ b] := near x Ex px; rewrite (elimT max_idPr) ?mulr0 // subr_le0.
  exact: le_trans b le.
have eta0 : 0 < eta by rewrite -(pmulr_rgt0 _ (ltr0n R 2)) mulr_natl mulr2n -{2}[eta]opprK subr_gt0 (le_lt_trans ed).
rewrite -(ler_pmul2l eta0) mulrA [eta * 2%:R]mulrC.
apply: (@le_trans _ _ ((eta - d) * (\sum_(x | E x) p x * (y x + eta)))).
  rewrite !mulr_sumr; apply: ler_sum => x Ex; have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r !mulr0.
  rewrite mulrCA [X in _ <= X]mulrCA; apply: ler_wpmul2l => //; have /andP[a b] := near x Ex px.
  have ye : 0 <= y x + eta by rewrite -ler_subl_addr sub0r.
  case: (leP (y x - d) 0) => _; first by rewrite mulr0 mulr_ge0 // subr_ge0 ltW.
  rewrite -subr_ge0 (_ : _ - _ = (eta - y x) * (d - - eta)); last by ring.
  by rewrite mulr_ge0 ?subr_ge0.
have -> : \sum_(x | E x) p x * (y x + eta) = (\sum_(x | E x) p x * y x) + eta * Pr p E.
  by rewrite sumd -big_split /=; apply: eq_bigr => x _; rewrite mulrDr.
apply: (@le_trans _ _ ((eta - d) * (d * Pr p E + eta * Pr p E))).
  by apply: ler_wpmul2l; rewrite ?subr_ge0 ?(ltW lt) // ler_add2r.
rewrite -subr_ge0 (_ : _ - _ = d ^+ 2 * Pr p E); last by ring.
by rewrite mulr_ge0 ?sqr_ge0 // ltW.
Qed.

Section Claims.
Variables (R : realFieldType) (X : finType).
Implicit Types (p g labels : X -> R) (eta : R).

(** forcing/estimated (regret): history-possible-for-mimic.
    Tuning on an estimate within eta of g on the support of p ends at most 2 eta below the best g within reach. *)
Theorem forcing_estimated_regret p g labels eta : forecast p -> channel g -> within_error p g labels eta ->
  largest (fun x => p x != 0) g - expect (tuned p labels) g <= 2%:R * eta.
Proof.
move=> fp cg near; have [a ba] := best_exists g fp; apply: le_trans (regret fp near ba); rewrite ler_add2r.
by apply: largest_le => [|x px]; [case/andP: (cg a) | apply: best_top ba px].
Qed.

(** forcing/estimated (curse): history-possible-for-mimic.
    And at most eta below what was estimated: the winner's curse. *)
Theorem forcing_estimated_curse p g labels eta : forecast p -> channel labels -> within_error p g labels eta ->
  largest (fun x => p x != 0) labels - expect (tuned p labels) g <= eta.
Proof.
move=> fp cl near; have [b Bb] := best_exists labels fp.
rewrite ler_subl_addr -ler_subl_addl; apply: le_trans (curse fp near Bb); rewrite ler_add2r.
by apply: largest_le => [|x px]; [case/andP: (cl b) | apply: best_top Bb px].
Qed.

(** forcing/estimated (forecast): history-possible-for-mimic, success-happens, labels-happen.
    The forecast of successes by the estimate is off the true one by the mean error, over the larger rate of success. *)
Theorem forcing_estimated_forecast p g labels : forecast p -> channel g -> channel labels ->
  success_happens p g -> labels_happen p labels ->
  TV (posterior p labels) (posterior p g) <=
    expect p (fun x => `|labels x - g x|) / Num.max (expect p g) (expect p labels).
Proof.
move=> fp cg cl s0 l0; have nn h : channel h -> nonneg h by move=> ch x; case/andP: (ch x).
case: (leP (expect p g) (expect p labels)) => [le|/ltW le]; first by apply: TV_weigh_factors => //; apply: nn.
rewrite TVC [expect p _](_ : _ = expect p (fun x => `|g x - labels x|)).
  by apply: TV_weigh_factors => //; apply: nn.
by apply: eq_bigr => x _; rewrite distrC.
Qed.

(** forcing/estimated (gap-from): history-possible-for-mimic, success-happens.
    What is delivered is off the successes by at least what they have elsewhere. *)
Theorem forcing_estimated_gap_from p g labels : forecast p -> channel g -> success_happens p g ->
  1 - Pr (posterior p g) (best p labels) <= TV (tuned p labels) (posterior p g).
Proof.
move=> fp cg s0; have B0 := best_reached labels fp.
have [[_ f1] [_ f2]] := (tuned_forecast labels fp, posterior_forecast fp cg s0).
rewrite -(Pr_given_self B0); apply: le_trans (ler_norm _) (TV_event _ _).
by rewrite f1 f2.
Qed.

(** forcing/estimated (gap-to): history-possible-for-mimic, success-happens.
    And by no more than that and half of eta p(B)/P(R=0), B the best outcomes by the estimate. *)
Theorem forcing_estimated_gap_to p g labels eta :
  forecast p -> channel g -> success_happens p g -> within_error p g labels eta ->
  TV (tuned p labels) (posterior p g) <=
    1 - Pr (posterior p g) (best p labels) + eta * Pr p (best p labels) / (2%:R * expect p g).
Proof.
move=> fp cg s0 near; have [p0 _] := fp; set B := best p labels; have B0 : 0 < Pr p B := best_reached labels fp.
have [[_ f1] [_ f2]] := (tuned_forecast labels fp, posterior_forecast fp cg s0).
have [b Bb] := best_exists labels fp; set c := expect p g / Pr p B.
have inB x : B x -> p x != 0 -> - eta <= g x - labels b <= eta.
  move=> Bx px; rewrite (best_same Bb Bx); have := near x px; rewrite distrC => n.
  by rewrite -ler_norml.
have sumB (k : R) : \sum_(x | B x) p x * k = k * Pr p B by rewrite -mulr_suml mulrC.
have mean : \sum_(x | B x) p x * (g x - labels b) <= (c - labels b) * Pr p B.
  have -> : \sum_(x | B x) p x * (g x - labels b) = (\sum_(x | B x) p x * g x) - labels b * Pr p B.
    by rewrite -sumB -sumrB; apply: eq_bigr => x _; rewrite mulrBr.
  rewrite mulrBl ler_add2r /c divfK ?gt_eqF // /expect [X in _ <= X](bigID B) /= ler_addl.
  by apply: sumr_ge0 => x _; rewrite mulr_ge0 //; case/andP: (cg x).
have half := excess_le p0 B0 inB mean.
rewrite TV_attained ?f1 ?f2 // -subr_ge0.
have tB x : tuned p labels x = if B x then p x / Pr p B else 0 by [].
have up : Pr (tuned p labels) [pred x | posterior p g x < tuned p labels x] -
    Pr (posterior p g) [pred x | posterior p g x < tuned p labels x] <=
    1 - Pr (posterior p g) B + (\sum_(x | B x) p x * Num.max (g x - labels b - (c - labels b)) 0) / expect p g.
  have -> : 1 - Pr (posterior p g) B = \sum_(x | B x) (tuned p labels x - posterior p g x).
    by rewrite sumrB -(Pr_given_self B0).
  rewrite mulr_suml -big_split /=.
  apply: (@le_trans _ _ (\sum_(x | posterior p g x < tuned p labels x) (tuned p labels x - posterior p g x))).
    by rewrite sumrB.
  rewrite big_mkcond [X in _ <= X]big_mkcond /=; apply: ler_sum => x _; rewrite tB; case Bx: (B x); case: ifP => lt //.
  - by rewrite ler_addl divr_ge0 ?(ltW s0) // mulr_ge0 // le_maxr lexx orbT.
  - rewrite /posterior /weigh.
    have -> : p x / Pr p B - p x * g x / expect p g = - (p x * (g x - labels b - (c - labels b))) / expect p g.
      by rewrite /c; field; rewrite !lt0r_neq0.
    rewrite mulNr addrC subr_ge0; apply: ler_wpmul2r; first by rewrite invr_ge0 ltW.
    by apply: ler_wpmul2l => //; rewrite le_maxr lexx.
  - by move: lt; rewrite ltNge weigh_ge0 // => y; case/andP: (cg y).
rewrite subr_ge0; apply: le_trans up _; rewrite ler_add2l invfM [X in _ <= X]mulrA.
apply: ler_wpmul2r; first by rewrite invr_ge0 ltW.
by rewrite ler_pdivl_mulr ?ltr0n // mulrC.
Qed.

End Claims.

Lemma best_false (p w : bool -> rat) : p true != 0 -> p false != 0 -> w true < w false -> best p w =1 pred1 false.
Proof.
move=> pt pf lt [] /=; apply/andP; last first.
  by split=> //; apply/forallP => -[]; apply/implyP => _ //; apply: ltW.
by case=> _ /forallP/(_ false); rewrite pf leNgt lt.
Qed.

(** forcing/continuous refuted: history-possible-for-mimic, success-happens, labels-happen.
    Of two outcomes one never succeeds. Labels that are off by 1/3 there move the gap by 2/5. *)
Theorem forcing_continuous_refuted :
  let p := fun _ : bool => 1 / 2%:R : rat in
  let g := fun x : bool => if x then 0 else 1 / 2%:R : rat in
  let labels := fun x : bool => if x then 1 / 3%:R else 1 / 2%:R : rat in
  [/\ forecast p, channel g /\ channel labels, success_happens p g, labels_happen p labels &
    ~ forall eta, within_error p g labels eta ->
      `|Pr (posterior p labels) (best p labels) - Pr (posterior p g) (best p g)| <= eta].
Proof.
move=> p g labels; split.
- by split=> [x|] //; rewrite big_bool.
- by split; case.
- by rewrite /success_happens /expect big_bool.
- by rewrite /labels_happen /expect big_bool.
have w : within_error p g labels (1 / 3%:R) by case.
move=> /(_ _ w).
rewrite /Pr (eq_bigl _ _ (@best_false p labels isT isT isT)) (eq_bigl _ _ (@best_false p g isT isT isT)) !big_pred1_eq.
by rewrite /posterior /weigh /expect !big_bool; vm_compute.
Qed.
