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

End Claims.
