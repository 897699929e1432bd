(** Prompts: an outcome is a prompt, which a feature shows, and its completion. Completions are tuned given each prompt,
    and how often each prompt comes is not. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log tilt.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Prompted.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (b : R) (r : X -> option int).
Implicit Types (p : X -> R) (y : Y).

(** The law of prompts as before, and of completions tuned given each. *)
Definition prompted p x := push f p (f x) * optimum b r (given p (cell f (f x))) x.

(** Given each prompt that p reaches it can produce an outcome that is not forbidden. *)
Definition prompts_can_succeed p := forall y, 0 < Pr p (cell f y) -> exists2 x, cell f y x && (0 < p x) & r x != None.

Section Shares.
Variable p : X -> R.
Hypotheses (b0 : 0 < b) (fp : forecast p) (ok : prompts_can_succeed p).
Local Notation t := (tilt b r).
Local Notation z y := (\sum_(x | cell f y x) p x * t x).

(** What x gets of its prompt, under both laws. *)
Definition share x := p x * t x / z (f x).

Lemma t_ge0 x : 0 <= t x.
Proof. exact: factor_ge0. Qed.

Lemma term_ge0 x : 0 <= p x * t x.
Proof. by have [p0 _] := fp; rewrite mulr_ge0 ?t_ge0. Qed.

Lemma z_gt0 y : push f p y != 0 -> 0 < z y.
Proof.
have [p0 _] := fp; move=> n0; have [|x /andP[cx px] rx] := ok (y := y); first by rewrite lt0r n0 Pr_ge0.
by rewrite (bigD1 x) //= ltr_paddr ?mulr_gt0 ?factor_gt0 ?sumr_ge0 // => x' _; apply: term_ge0.
Qed.

Lemma z_eq0 y : z y = 0 -> push f p y = 0.
Proof. by move=> e0; apply/eqP; apply: contraTT isT => /z_gt0; rewrite e0 ltxx. Qed.

Lemma z0 y x : z y = 0 -> cell f y x -> p x = 0.
Proof. by have [p0 _] := fp; move=> /z_eq0 e0; apply: Pr_eq0. Qed.

Lemma whole_gt0 : 0 < expect p t.
Proof.
have [p0 p1] := fp; apply: normaliser_gt0 => //.
have [x px] : exists x, p x != 0.
  by apply/existsP; apply: contraTT isT => /existsPn none; move: p1; rewrite big1 => [/eqP|x _];
    [rewrite eq_sym oner_eq0 | apply/eqP; rewrite -[_ == _]negbK].
have [|x' /andP[_ px'] rx'] := ok (y := f x); last by exists x'.
by rewrite /Pr (bigD1 x) /=; [rewrite ltr_paddr ?sumr_ge0 // lt0r px p0 | exact: eqxx].
Qed.

Lemma promptedE x : prompted p x = push f p (f x) * share x.
Proof.
rewrite /prompted /share; have [->|n0] := eqVneq (push f p (f x)) 0; first by rewrite !mul0r.
have cx : cell f (f x) x by exact: eqxx.
congr (_ * _); rewrite /optimum /weigh {1}/given cx.
have -> : expect (given p (cell f (f x))) t = z (f x) / push f p (f x).
  rewrite /expect [in RHS]big_mkcond mulr_suml; apply: eq_bigr => y _; rewrite /given.
  by case: ifP; rewrite ?mul0r // mulrAC.
by rewrite /push /cell in n0 *; field; rewrite n0 lt0r_neq0 // z_gt0.
Qed.

Lemma push_optimum y : push f (optimum b r p) y = z y / expect p t.
Proof. by rewrite /push /Pr mulr_suml. Qed.

Lemma optimumE x : optimum b r p x = push f (optimum b r p) (f x) * share x.
Proof.
rewrite push_optimum /share /optimum /weigh; have [e0|n0] := eqVneq (z (f x)) 0; last first.
  by field; rewrite n0 lt0r_neq0 // whole_gt0.
by rewrite (_ : p x = 0) ?(mul0r, mulr0) //; apply: (z0 e0); exact: eqxx.
Qed.

Lemma sum_share y : z y != 0 -> \sum_(x | cell f y x) share x = 1.
Proof.
move=> n0; rewrite (eq_bigr (fun x => p x * t x / z y)) => [|x /eqP <- //].
by rewrite -mulr_suml mulfV.
Qed.

(** A law that shares out the prompt in this way. *)
Lemma Pr_share (u : Y -> R) (q : X -> R) y : (forall x, q x = u (f x) * share x) -> z y != 0 -> Pr q (cell f y) = u y.
Proof.
move=> qE n0; rewrite /Pr (eq_bigr (fun x => u y * share x)) => [|x /eqP <- //].
by rewrite -mulr_sumr sum_share // mulr1.
Qed.

Lemma given_share (u : Y -> R) (q : X -> R) y : (forall x, q x = u (f x) * share x) -> (z y != 0 -> u y != 0) ->
  given q (cell f y) =1 fun x => if cell f y x then share x else 0.
Proof.
move=> qE u0 x; rewrite /given; case: ifP => // /eqP fx; rewrite qE fx.
have [e0|n0] := eqVneq (z y) 0; first by rewrite /share fx e0 invr0 !mulr0 mul0r.
by rewrite (Pr_share qE n0) mulrC mulKf // u0.
Qed.

Lemma push_neq0 y : z y != 0 -> push f p y != 0.
Proof.
have [p0 _] := fp; apply: contra_neq => e0; apply: big1 => x cx.
by rewrite (Pr_eq0 p0 e0 cx) mul0r.
Qed.

Lemma push_optimum_neq0 y : z y != 0 -> push f (optimum b r p) y != 0.
Proof. by move=> n0; rewrite push_optimum mulf_neq0 // invr_eq0 lt0r_neq0 // whole_gt0. Qed.

Lemma push_prompted y : push f (prompted p) y = push f p y.
Proof.
have [e0|n0] := eqVneq (z y) 0; last exact: Pr_share promptedE n0.
rewrite z_eq0 // /push /Pr big1 // => x /eqP fx.
by rewrite promptedE fx z_eq0 // mul0r.
Qed.

End Shares.

(** tilt/prompted (given): history-possible-for-mimic, prompts-can-succeed.
    The law of prompts and tuned completions has each prompt as often as before, and given each the forecasts of the law
    that is tuned as a whole. *)
Theorem tilt_prompted_given p y : 0 < b -> forecast p -> prompts_can_succeed p ->
  push f (prompted p) y = push f p y /\ given (prompted p) (cell f y) =1 given (optimum b r p) (cell f y).
Proof.
move=> b0 fp ok; split=> [|x]; first exact: push_prompted.
rewrite (given_share (promptedE b0 fp ok) (push_neq0 fp (y := y))).
by rewrite (given_share (optimumE b0 fp ok) (push_optimum_neq0 b0 fp ok (y := y))).
Qed.

(** tilt/prompted (tv): history-possible-for-mimic, prompts-can-succeed.
    So only how often each prompt comes is off. *)
Theorem tilt_prompted_tv p : 0 < b -> forecast p -> prompts_can_succeed p ->
  TV (prompted p) (optimum b r p) = TV (push f p) (push f (optimum b r p)).
Proof.
move=> b0 fp ok; congr (_ * _); rewrite (partition_big f predT) //=; apply: eq_bigr => y _.
have [e0|n0] := eqVneq (\sum_(x | cell f y x) p x * tilt b r x) 0.
  rewrite push_optimum e0 mul0r (z_eq0 b0 fp ok e0) subrr normr0 big1 // => x fx.
  by rewrite promptedE // optimumE // (eqP fx) push_optimum e0 (z_eq0 b0 fp ok e0) !mul0r subrr normr0.
rewrite -[RHS]mulr1 -(sum_share n0) mulr_sumr; apply: eq_bigr => x fx.
rewrite promptedE // optimumE // (eqP fx) -mulrBl normrM; congr (_ * _); rewrite ger0_norm //.
by rewrite /share divr_ge0 ?term_ge0 // sumr_ge0 // => z _; apply: term_ge0.
Qed.

(** tilt/prompted (kl): history-possible-for-mimic, prompts-can-succeed.
    And the divergence, which is finite, is that of the laws of the prompt. *)
Theorem tilt_prompted_kl (ln : R -> R) p : 0 < b -> forecast p -> prompts_can_succeed p ->
  [/\ within (optimum b r p) (prompted p), within (push f (optimum b r p)) (push f p) &
    KL ln (optimum b r p) (prompted p) = KL ln (push f (optimum b r p)) (push f p)].
Proof.
move=> b0 fp ok; have [p0 _] := fp.
have none y : push f p y = 0 -> push f (optimum b r p) y = 0.
  move=> e0; apply/eqP; apply: contraTT isT => n0; have := push_neq0 fp (y := y); rewrite e0 eqxx => /(_ _)/negP[] //.
  by apply: contra_neq n0 => e; rewrite push_optimum e mul0r.
split=> [x|//|].
  move=> /eqP; rewrite promptedE // optimumE // mulf_eq0 => /orP[/eqP/none -> |/eqP ->]; by rewrite ?mul0r ?mulr0.
rewrite /KL (partition_big f predT) //=; apply: eq_bigr => y _.
have [e0|n0] := eqVneq (\sum_(x | cell f y x) p x * tilt b r x) 0.
  by rewrite push_optimum e0 !mul0r big1 // => x fx; rewrite optimumE // (eqP fx) push_optimum e0 !mul0r.
rewrite -[RHS]mulr1 -(sum_share n0) mulr_sumr; apply: eq_bigr => x fx.
rewrite promptedE // optimumE // (eqP fx); have [-> |s0] := eqVneq (share p x) 0; first by rewrite !mulr0 mul0r.
rewrite mulrAC; by congr (_ * ln _ * _); rewrite invfM mulrACA divff // mulr1.
Qed.

End Prompted.
