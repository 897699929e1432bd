(** Fine-tuning with imperfect control is desynchronising: tuning lands on the forcing set instead of on what success
    looks like. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Forcing.
Variables (R : realFieldType) (X : finType).
Implicit Types (p q g : X -> R) (E : pred X).

(** P(R=0|x), outcome by outcome. *)
Definition channel g := forall x, 0 <= g x <= 1.

(** What the operator forecasts of successes: P(.|R=0). *)
Definition posterior p g := weigh p g.

(** X_F, the outcomes that succeed for certain. *)
Definition forcing g : pred X := [pred x | g x == 1].

Lemma forcingE g x : forcing g x = (g x == 1).
Proof. by []. Qed.

Definition success_happens p g := 0 < expect p g.
Definition forcing_set_reachable p g := 0 < Pr p (forcing g).

(** Among successes of the forcing set nothing is reweighted, since g = 1 there. *)
Lemma given_posterior p g : success_happens p g -> given (posterior p g) (forcing g) =1 given p (forcing g).
Proof.
move=> /lt0r_neq0 s0 x; have E y : g y == 1 -> p y * g y = p y by move=> /eqP ->; rewrite mulr1.
rewrite /given /=; case: ifP => // gx; rewrite Pr_weigh (eq_bigr p) => [|y]; last exact: E.
by rewrite /posterior /weigh E // invfM invrK mulrACA mulVf // mulr1.
Qed.

Lemma likelihood_gt0 p g : success_happens p g -> forcing_set_reachable p g -> 0 < Pr (posterior p g) (forcing g).
Proof.
move=> s0 r0; rewrite Pr_weigh divr_gt0 // (eq_bigr p) // => x /eqP ->; exact: mulr1.
Qed.

(** forcing/gap: history-possible-for-mimic, success-happens, forcing-set-reachable.
    The optimum is at distance exactly 1 - c from the forecast of successes, c = P(X_F|R=0). *)
Theorem forcing_gap p g : forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  TV (posterior p g) (given p (forcing g)) = 1 - Pr (posterior p g) (forcing g).
Proof.
move=> [p0 _] cg s0 r0; have g0 x : 0 <= g x by case/andP: (cg x).
rewrite -(eq_TV (frefl _) (given_posterior s0)) TV_given //; last exact: likelihood_gt0.
exact: weigh_forecast.
Qed.

Lemma posterior_forecast p g : forecast p -> channel g -> success_happens p g -> forecast (posterior p g).
Proof. by move=> [p0 _] cg; apply: weigh_forecast => // x; case/andP: (cg x). Qed.

Lemma forced_forecast p g : forecast p -> forcing_set_reachable p g -> forecast (given p (forcing g)).
Proof. by move=> [p0 _]; apply: given_forecast. Qed.

Lemma Pr_given_self p E : 0 < Pr p E -> Pr (given p E) E = 1.
Proof.
move=> e0; rewrite Pr_given [X in X / _](_ : _ = Pr p E) ?mulfV ?gt_eqF //.
by apply: eq_bigl => x; rewrite /= andbb.
Qed.

(** forcing/events (every): history-possible-for-mimic, success-happens, forcing-set-reachable.
    No event of successes is off what tuning delivers by more than 1 - c. *)
Theorem forcing_events_every p g E :
  forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  `|Pr (posterior p g) E - Pr (given p (forcing g)) E| <= 1 - Pr (posterior p g) (forcing g).
Proof.
move=> fp cg s0 r0; rewrite -forcing_gap //; apply: TV_event.
by have [[_ ->] [_ ->]] := (posterior_forecast fp cg s0, forced_forecast fp r0).
Qed.

(** forcing/events (attained): history-possible-for-mimic, success-happens, forcing-set-reachable.
    The event of the forcing set itself is off by exactly 1 - c. *)
Theorem forcing_events_attained p g :
  forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  `|Pr (posterior p g) (forcing g) - Pr (given p (forcing g)) (forcing g)| = 1 - Pr (posterior p g) (forcing g).
Proof.
move=> fp cg s0 r0; rewrite Pr_given_self // distrC ger0_norm // subr_ge0.
by apply: Pr_le1; apply: posterior_forecast.
Qed.

(** chi-square of p against q, where p << q. *)
Definition chi_square p q := \sum_x (p x - q x) ^+ 2 / q x.

Lemma chi_square_given p E : forecast p -> 0 < Pr p E -> chi_square (given p E) p = (Pr p E)^-1 - 1.
Proof.
move=> fp e0; have c0 := lt0r_neq0 e0; rewrite /chi_square (bigID E) /=.
have -> : \sum_(x | E x) (given p E x - p x) ^+ 2 / p x = \sum_(x | E x) p x * ((Pr p E)^-1 - 1) ^+ 2.
  apply: eq_bigr => x Ex; rewrite /given Ex; have [->|px] := eqVneq (p x) 0; first by rewrite invr0 mulr0 mul0r.
  by field; rewrite px c0.
have -> : \sum_(x | ~~ E x) (given p E x - p x) ^+ 2 / p x = 1 - Pr p E.
  rewrite -PrC //; apply: eq_bigr => x nE; rewrite /given (negbTE nE).
  by have [->|px] := eqVneq (p x) 0; [rewrite invr0 mulr0 | field].
by rewrite -mulr_suml -/(Pr p E); field.
Qed.

(** forcing/divergences (chi-square): history-possible-for-mimic, success-happens, forcing-set-reachable.
    The chi-square of what tuning delivers against the forecast of successes, which allows it all, is 1/c - 1. *)
Theorem forcing_divergences_chi_square p g :
  forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  within (given p (forcing g)) (posterior p g) /\
  chi_square (given p (forcing g)) (posterior p g) = (Pr (posterior p g) (forcing g))^-1 - 1.
Proof.
move=> fp cg s0 r0; have G := given_posterior s0; split=> [x|]; first by rewrite -G; apply: within_given.
rewrite -chi_square_given; [|exact: posterior_forecast|exact: likelihood_gt0].
by apply: eq_bigr => x _; rewrite G.
Qed.

(** Best outcomes: the largest g within reach of p. *)
Definition best p g : pred X := [pred x | (p x != 0) && [forall y, (p y != 0) ==> (g y <= g x)]].

(** The largest value on E, 0 where E is empty. *)
Definition largest E (f : X -> R) := \big[Num.max/0]_(x | E x) f x.

Lemma largest_ge0 E (f : X -> R) : 0 <= largest E f.
Proof. by rewrite /largest; elim/big_rec: _ => // x m _ m0; rewrite le_maxr m0 orbT. Qed.

Lemma largest_ge E (f : X -> R) x : E x -> f x <= largest E f.
Proof.
move=> Ex; rewrite /largest; elim: (index_enum X) (mem_index_enum x) => // y s IH.
rewrite inE big_cons; case: eqP => [<- _|_ /= /IH le]; first by rewrite Ex le_maxr lexx.
by case: (E y) => //; rewrite le_maxr le orbT.
Qed.

Lemma largest_le E (f : X -> R) m : 0 <= m -> (forall x, E x -> f x <= m) -> largest E f <= m.
Proof. by move=> m0 h; rewrite /largest; elim/big_rec: _ => // x k /h fx km; rewrite le_maxl fx. Qed.

Lemma outcome_exists p : forecast p -> exists x, p x != 0.
Proof.
move=> [_ p1]; case: (pickP (fun x => p x != 0)) => [x px|no]; first by exists x.
by move/eqP: p1; rewrite big1 1?eq_sym ?oner_eq0 // => x _; apply/eqP/negbFE/no.
Qed.

Lemma success_outcome p g : forecast p -> channel g -> success_happens p g -> exists2 x, 0 < p x & 0 < g x.
Proof.
move=> [p0 _] cg; rewrite /success_happens lt0r => /andP[ne _].
case: (pickP (fun x => (0 < p x) && (0 < g x))) => [x /andP[]|no]; first by exists x.
case/negP: ne; rewrite /expect big1 // => x _; have := no x; have /andP[g0 _] := cg x.
rewrite !lt0r g0 p0 !andbT; case: eqP => [->|_] /=; first by rewrite mul0r.
by move=> /negbFE /eqP ->; rewrite mulr0.
Qed.

Lemma best_exists p g : forecast p -> exists x, best p g x.
Proof.
move=> /outcome_exists [x px]; case: (@arg_maxP _ _ X x (fun z => p z != 0) g px) => y py top; exists y.
by apply/andP; split=> //; apply/forallP => z; apply/implyP => /top.
Qed.

Lemma best_top p g x y : best p g x -> p y != 0 -> g y <= g x.
Proof. by case/andP=> _ /forallP /(_ y) /implyP h /h. Qed.

Lemma best_same p g x y : best p g x -> best p g y -> g x = g y.
Proof. by move=> bx b_y; apply/le_anti; rewrite (best_top bx) ?(best_top b_y) //; [case/andP: bx | case/andP: b_y]. Qed.

Lemma best_reached p g : forecast p -> 0 < Pr p (best p g).
Proof.
move=> fp; have [p0 _] := fp; have [x bx] := best_exists g fp; rewrite /Pr (bigD1 x) //=.
apply: ltr_paddr; first exact: sumr_ge0.
by rewrite lt0r p0 andbT; case/andP: bx.
Qed.

(** Reweighting by what is constant on E leaves E at the distance of the rest. *)
Section Weighed.
Variables (p w : X -> R) (c : R) (E : pred X).
Hypotheses (fp : forecast p) (w0 : nonneg w) (c0 : 0 < c) (e0 : 0 < Pr p E).
Hypothesis wc : forall x, E x -> p x != 0 -> w x = c.

Lemma weighed_inside : \sum_(x | E x) p x * w x = c * Pr p E.
Proof.
rewrite mulr_sumr; apply: eq_bigr => x Ex; rewrite mulrC.
by have [->|px] := eqVneq (p x) 0; rewrite ?mulr0 ?mul0r // wc.
Qed.

Lemma weighed_mass : 0 < expect p w.
Proof.
have [p0 _] := fp; rewrite /expect (bigID E) /= weighed_inside; apply: ltr_paddr; last exact: mulr_gt0.
by apply: sumr_ge0 => x _; apply: mulr_ge0.
Qed.

Lemma Pr_weighed : Pr (weigh p w) E = c * Pr p E / expect p w.
Proof. by rewrite Pr_weigh weighed_inside. Qed.

Lemma TV_weigh_given : TV (weigh p w) (given p E) = 1 - Pr (weigh p w) E.
Proof.
have z0 := weighed_mass; have [p0 _] := fp.
have e := @given_weigh_same _ _ p w c E (lt0r_neq0 z0) (lt0r_neq0 c0) wc.
rewrite -(eq_TV (frefl _) e) TV_given //; first exact: weigh_forecast.
by rewrite Pr_weighed divr_gt0 // mulr_gt0.
Qed.

(** What is at most the r-th part elsewhere is left behind like r. *)
Lemma TV_weigh_given_rate r : 0 <= r -> (forall x, ~~ E x -> p x != 0 -> w x <= c * r) ->
  TV (weigh p w) (given p E) <= (1 - Pr p E) * r / (Pr p E + (1 - Pr p E) * r).
Proof.
move=> r0 wr; have [p0 _] := fp; have z0 := weighed_mass; have e1 := Pr_le1 E fp.
have d0 : 0 < Pr p E + (1 - Pr p E) * r by apply: ltr_paddr; rewrite // mulr_ge0 ?subr_ge0.
have le : expect p w <= c * (Pr p E + (1 - Pr p E) * r).
  rewrite /expect (bigID E) /= weighed_inside mulrDr ler_add2l -PrC // mulrCA mulr_suml; apply: ler_sum => x nE.
  by have [->|px] := eqVneq (p x) 0; rewrite ?mul0r // ler_wpmul2l // wr.
have -> : (1 - Pr p E) * r / (Pr p E + (1 - Pr p E) * r) = 1 - Pr p E / (Pr p E + (1 - Pr p E) * r).
  by field; rewrite lt0r_neq0.
rewrite TV_weigh_given Pr_weighed ler_add2l ler_opp2 ler_pdivr_mulr // mulrAC ler_pdivl_mulr //.
by rewrite -mulrA mulrCA ler_wpmul2l // ltW.
Qed.

End Weighed.

Section Logarithms.
Variable ln : R -> R.
Hypothesis Ln : logarithm ln.

(** forcing/divergences (kl): history-possible-for-mimic, success-happens, forcing-set-reachable.
    KL(P(.|X_F) || P(.|R=0)) is finite, and is -ln c. *)
Theorem forcing_divergences_kl p g :
  forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  divergence ln (given p (forcing g)) (posterior p g) = Some (- ln (Pr (posterior p g) (forcing g))).
Proof.
move=> fp cg s0 r0; have G := given_posterior s0.
rewrite divergence_within => [|x]; last by rewrite -G; apply: within_given.
by rewrite -(eq_KL _ G (frefl _)) KL_given //; [case: (posterior_forecast fp cg s0) | exact: likelihood_gt0].
Qed.

(** forcing/divergences (reverse): history-possible-for-mimic, success-happens, forcing-set-reachable.
    The other way round KL is infinite, unless c = 1, when it is 0. *)
Theorem forcing_divergences_reverse p g :
  forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  divergence ln (posterior p g) (given p (forcing g)) =
    if Pr (posterior p g) (forcing g) == 1 then Some 0 else None.
Proof.
move=> fp cg s0 r0; have fq := posterior_forecast fp cg s0; have [q0 _] := fq; case: eqP => [c1|c1].
  have /TV_eq0 e : TV (posterior p g) (given p (forcing g)) = 0 by rewrite forcing_gap // c1 subrr.
  by rewrite divergence_within => [|x]; rewrite -?e // -(eq_KL _ (frefl _) e) KLpp.
rewrite /divergence; case: withinP => // w; case: c1; apply/eqP; rewrite eq_sym -subr_eq0 -PrC //.
by apply/eqP/big1 => x nx; apply: w; rewrite /given; move: nx; rewrite /= => /negbTE ->.
Qed.

(** The reward of an outcome that succeeds for certain is 0; any other fails sometimes, and None is -infinity. *)
Definition expected_reward g x : option R := if forcing g x then Some 0 else None.

(** The mean of rewards, -infinity as soon as one of them is met. *)
Definition mean_reward (pi : X -> R) (r : X -> option R) : option R :=
  if [forall x, (pi x == 0) || (r x != None)] then Some (\sum_x pi x * odflt 0 (r x)) else None.

(** J(pi)/beta = E_pi[r]/beta - KL(pi||p), None for -infinity. *)
Definition objective p (pi : X -> R) (r : X -> option R) : option R :=
  if mean_reward pi r is Some e then omap (fun d => e - d) (divergence ln pi p) else None.

(** e^(r/beta) for a reward of 0 or -infinity. *)
Definition hard_factor (r : option R) : R := if r is Some _ then 1 else 0.

Definition hard_optimum p g := weigh p (hard_factor \o expected_reward g).

Definition challenger_given (pi : X -> R) := forecast pi.

Lemma hard_optimumE p g : hard_optimum p g =1 given p (forcing g).
Proof.
move=> x; rewrite given_weigh; apply: eq_weigh => // y.
by rewrite /= /expected_reward; case: (forcing g y).
Qed.

Lemma mean_reward_hard g (pi : X -> R) : forecast pi ->
  mean_reward pi (expected_reward g) = if Pr pi (forcing g) == 1 then Some 0 else None.
Proof.
move=> fpi; have [pi0 _] := fpi.
have -> : Pr pi (forcing g) == 1 = [forall x, (pi x == 0) || (expected_reward g x != None)].
  rewrite eq_sym -subr_eq0 -PrC //; apply/eqP/forallP => [e x|h].
    rewrite /expected_reward; case: ifP => [|nx]; rewrite ?orbT // orbF.
    by apply/eqP; apply: (Pr_eq0 pi0 e); rewrite /predC /= nx.
  apply: big1 => x nx; have := h x; rewrite /expected_reward; move: nx; rewrite /= => /negbTE ->.
  by rewrite orbF => /eqP.
rewrite /mean_reward; case: ifP => // _; rewrite big1 // => x _; rewrite /expected_reward.
by case: ifP; rewrite mulr0.
Qed.

Lemma certain_inside g (pi : X -> R) : forecast pi -> Pr pi (forcing g) = 1 <-> (forall x, pi x != 0 -> g x = 1).
Proof.
move=> fpi; have [pi0 _] := fpi; split=> [e x|h].
  apply: contra_neq_eq => gx; apply: (Pr_eq0 pi0 (E := predC (forcing g))); first by rewrite PrC // e subrr.
  by rewrite /= forcingE gx.
apply/eqP; rewrite eq_sym -subr_eq0 -PrC //; apply/eqP/big1 => x; rewrite /= => gx.
by apply/eqP; apply: contraNT gx => /h e; rewrite forcingE e.
Qed.

(** J(pi) is -KL(pi||p) where pi stays on X_F for certain, else -infinity: it is finite exactly where the support of pi
    lies inside X_F and pi << p. Where p(X_F) = 0 there is no such pi. *)
Lemma forcing_finite p g (pi : X -> R) : forecast p -> challenger_given pi ->
  let J := objective p pi (expected_reward g) in
  [/\ J = if Pr pi (forcing g) == 1 then omap -%R (divergence ln pi p) else None,
      J <> None <-> (forall x, pi x != 0 -> g x = 1) /\ within pi p
    & Pr p (forcing g) = 0 -> J = None].
Proof.
move=> [p0 _] fpi J; rewrite {}/J /objective mean_reward_hard //.
have -> : (if (if Pr pi (forcing g) == 1 then Some 0 else None) is Some e
    then omap (fun d => e - d) (divergence ln pi p) else None) =
    if Pr pi (forcing g) == 1 then omap -%R (divergence ln pi p) else None.
  by case: ifP => // _; case: divergence => //= d; rewrite sub0r.
have inside := certain_inside g fpi; split=> //.
- rewrite /divergence; case: eqP => [/inside h|h]; last by split=> // -[/inside].
  by case: withinP => w; split=> // -[].
- move=> e; case: eqP => // c; rewrite /divergence; case: withinP => // w.
  have : Pr pi (forcing g) = 0 by apply: big1 => x Fx; apply: w; apply: Pr_eq0 Fx.
  by rewrite c => /eqP; rewrite oner_eq0.
Qed.

Definition forcing_set_out_of_reach p g := Pr p (forcing g) = 0.

(** forcing/out-of-reach: history-possible-for-mimic, forcing-set-out-of-reach.
    If nothing that p reaches succeeds for certain, every pi has the objective -oo. *)
Theorem forcing_out_of_reach p g (pi : X -> R) : forecast p -> forcing_set_out_of_reach p g -> forecast pi ->
  objective p pi (expected_reward g) = None.
Proof. by move=> fp e fpi; have [_ _] := forcing_finite g fp fpi; apply. Qed.

(** forcing/optimum (cost): history-possible-for-mimic, challenger-given (not needed), forcing-set-reachable.
    The optimum has J = ln p(X_F): it pays for how rare what succeeds for certain was. *)
Theorem forcing_optimum_cost p g : forecast p -> forcing_set_reachable p g ->
  objective p (hard_optimum p g) (expected_reward g) = Some (ln (Pr p (forcing g))).
Proof.
move=> fp r0; have [p0 _] := fp; have O := hard_optimumE p g.
have fo : forecast (hard_optimum p g).
  by have [f0 f1] := forced_forecast fp r0; split=> [x|]; rewrite ?O //; under eq_bigr do rewrite O.
have [-> _ _] := forcing_finite g fp fo.
have -> : Pr (hard_optimum p g) (forcing g) = 1.
  by rewrite -(Pr_given_self r0); apply: eq_bigr => x _; apply: O.
rewrite eqxx divergence_within => [|x]; last by rewrite O; apply: within_given.
by rewrite (eq_KL _ O (frefl _)) KL_given //= opprK.
Qed.

(** forcing/optimum (gap): history-possible-for-mimic, challenger-given, forcing-set-reachable.
    What pi falls short of the optimum is its KL from the optimum, infinite where J(pi) is -infinity. *)
Theorem forcing_optimum_gap p g (pi : X -> R) : forecast p -> challenger_given pi -> forcing_set_reachable p g ->
  exists2 best, objective p (hard_optimum p g) (expected_reward g) = Some best &
    omap (fun j => best - j) (objective p pi (expected_reward g)) = divergence ln pi (hard_optimum p g).
Proof.
move=> fp fpi r0; have [p0 _] := fp; have O := hard_optimumE p g; exists (ln (Pr p (forcing g))).
  exact: forcing_optimum_cost.
have [-> [_ fin] _] := forcing_finite g fp fpi; have inside := certain_inside g fpi.
have wO : within pi (hard_optimum p g) <-> (forall x, pi x != 0 -> g x = 1) /\ within pi p.
  split=> [w|[h w] x].
    split=> [x px|x px]; last by apply: w; rewrite O /given px mul0r if_same.
    apply/eqP; apply: contraNT px => gx; apply/eqP/w.
    by rewrite O /given forcingE (negbTE gx).
  rewrite O /given forcingE; case: ifP => [_|gx _]; last by apply/eqP; apply: contraFT gx => /h ->.
  by move/eqP; rewrite mulf_eq0 invr_eq0 (gt_eqF r0) orbF => /eqP /w.
rewrite [in RHS]/divergence; case: withinP => [/wO[h w]|n].
  have /inside -> := h; rewrite eqxx divergence_within //=; congr Some.
  have wf : within pi (weigh p (fun x => (forcing g x)%:R)).
    by move=> x; rewrite -given_weigh -O; apply: (proj2 wO (conj h w)).
  have eF : expect p (fun x => (forcing g x)%:R) = Pr p (forcing g) by rewrite PrE.
  rewrite (eq_KL _ (frefl _) (fun x => etrans (O x) (given_weigh p (forcing g) x))) KL_weigh ?eF //.
    have -> : expect pi (fun x => ln (forcing g x)%:R) = 0.
      by apply: big1 => x _; have [->|/h e] := eqVneq (pi x) 0; rewrite ?mul0r // forcingE e eqxx ln1 // mulr0.
    by rewrite subr0 opprK addrC.
  by move=> x; apply: ler0n.
case: eqP => // /inside h; rewrite /divergence; case: withinP => // w.
by case: n; apply/wO.
Qed.

(** forcing/optimum (optimum): history-possible-for-mimic, challenger-given, forcing-set-reachable.
    Tuning on a hard reward conditions on X_F; and p(.|X_F) is the only maximum: what else has a finite J has less. *)
Theorem forcing_optimum_optimum p g (pi : X -> R) : forecast p -> challenger_given pi -> forcing_set_reachable p g ->
  hard_optimum p g =1 given p (forcing g) /\
  forall j, objective p pi (expected_reward g) = Some j ->
    exists2 best, objective p (hard_optimum p g) (expected_reward g) = Some best &
      j <= best ?= iff [forall x, pi x == given p (forcing g) x].
Proof.
move=> fp fpi r0; have O := hard_optimumE p g; split=> // j Jj.
have [best Jb] := forcing_optimum_gap fp fpi r0; rewrite Jj /= => gap; exists best => //.
have fo : forecast (hard_optimum p g).
  by have [f0 f1] := forced_forecast fp r0; split=> [x|]; rewrite ?O //; under eq_bigr do rewrite O.
move: gap; rewrite /divergence; case: withinP => // w [gap].
split; first by rewrite -subr_ge0 gap KL_ge0.
rewrite eq_sym -subr_eq0 gap; apply/eqP/forallP => [e x|e].
  by rewrite (KL_eq0 Ln fpi fo w e) O.
rewrite -(eq_KL _ (fun x => etrans (O x) (esym (eqP (e x)))) (frefl _)) KLpp //.
by case: fo.
Qed.

End Logarithms.

End Forcing.

(** How far it can go. *)
Section Examples.
Variable R : realFieldType.
Implicit Types (q : R) (m : nat).

(** Among successes 1 - q are certain and q lucky, one in two of its kind that succeeds. *)
Definition lucky q (b : bool) : R := (if b then 1 - q else q + q) / (1 + q).
Definition half_chance (b : bool) : R := if b then 1 else 2%:R^-1.

Lemma above_one q : 0 <= q -> 0 < 1 + q.
Proof. by move=> q0; rewrite ltr_paddr // ltr01. Qed.

Lemma half_channel : channel half_chance.
Proof. by case; rewrite /half_chance ?ler01 ?lexx // invr_ge0 ler0n invf_le1 ?ltr0n // ler1n. Qed.

Lemma half_forcing b : forcing half_chance b = b.
Proof. by case: b; rewrite forcingE /= ?eqxx // invr_eq1 (eqr_nat R 2 1). Qed.

Lemma lucky_forecast q : 0 <= q < 1 -> forecast (lucky q).
Proof.
move=> /andP[q0 q1]; have d0 := above_one q0.
split=> [[]|]; rewrite ?big_bool /lucky /=.
- by apply: divr_ge0; rewrite ?subr_ge0; apply: ltW.
- by apply: divr_ge0; [apply: addr_ge0 | apply: ltW].
- by rewrite /= -mulrDl addrA subrK mulfV ?gt_eqF.
Qed.

Lemma lucky_happens q : 0 <= q < 1 -> expect (lucky q) half_chance = (1 + q)^-1.
Proof.
move=> /andP[q0 q1]; have d0 := above_one q0.
by rewrite /expect big_bool /lucky /half_chance /=; field; rewrite lt0r_neq0.
Qed.

(** forcing/any-gap: history-possible-for-mimic, success-happens, forcing-set-reachable.
    Every q in [0, 1) is the gap of some forecast and some channel. *)
Theorem forcing_any_gap q : 0 <= q < 1 -> exists p g : bool -> R,
  [/\ forecast p, channel g, success_happens p g, forcing_set_reachable p g
    & TV (posterior p g) (given p (forcing g)) = q].
Proof.
move=> q01; have /andP[q0 q1] := q01; have d0 := above_one q0.
have fp := lucky_forecast q01; have cg := half_channel; exists (lucky q), half_chance.
have s0 : success_happens (lucky q) half_chance by rewrite /success_happens lucky_happens // invr_gt0.
have r0 : forcing_set_reachable (lucky q) half_chance.
  rewrite /forcing_set_reachable /Pr (eq_bigl id) => [|b]; last exact: half_forcing.
  by rewrite big_mkcond big_bool /= addr0 divr_gt0 // subr_gt0.
split=> //; rewrite forcing_gap // Pr_weigh (eq_bigl id) => [|b]; last exact: half_forcing.
rewrite lucky_happens // invrK big_mkcond big_bool /= addr0 mulr1 divfK ?gt_eqF //.
by rewrite opprB addrC subrK.
Qed.

(** What nobody doubts, in one book against r on every other of m topics, and persuasive success of 1 in 40. *)
Definition sky_forecast m (r : R) (x : 'I_m.+1) : R := (if x == ord0 then 1 else r) / (1 + r *+ m).
Definition sky_chance m (x : 'I_m.+1) : R := if x == ord0 then 1 else 40%:R^-1.

Section Sky.
Variables (m : nat) (r : R).
Hypotheses (m10 : (10 <= m)%N) (r40 : 40%:R <= r).
Notation p := (@sky_forecast m r).
Notation g := (@sky_chance m).

Lemma sky_sum (a b : R) : \sum_(x < m.+1) (if x == ord0 then a else b) = a + b *+ m.
Proof.
rewrite big_ord_recl eqxx; congr (_ + _); transitivity (\sum_(i < m) b); first exact: eq_bigr.
by rewrite sumr_const card_ord.
Qed.

Lemma sky_r0 : 0 <= r.
Proof. by apply: le_trans r40; rewrite ler0n. Qed.

Lemma sky_topics : r *+ 10 <= r *+ m.
Proof. by rewrite ler_wpmuln2l // (le_trans _ r40) // ler0n. Qed.

Lemma sky_many : 10%:R * 40%:R <= r *+ m.
Proof. by apply: le_trans sky_topics; rewrite mulr_natl; apply: ler_wmuln2r. Qed.

Lemma sky_rm0 : 0 <= r *+ m.
Proof. exact: mulrn_wge0 sky_r0. Qed.

Lemma sky_total : 0 < 1 + r *+ m.
Proof. by rewrite above_one // sky_rm0. Qed.

Lemma sky_is_forecast : forecast p.
Proof.
have d0 := sky_total; split=> [x|]; rewrite /sky_forecast.
  by apply: divr_ge0; [case: ifP => _; rewrite ?ler01 ?sky_r0 | apply: ltW].
by rewrite -mulr_suml sky_sum mulfV ?gt_eqF.
Qed.

Lemma sky_channel : channel g.
Proof.
by move=> x; rewrite /sky_chance; case: ifP => _; rewrite ?ler01 ?lexx // invr_ge0 ler0n invf_le1 ?ltr0n // ler1n.
Qed.

Lemma sky_forcing x : forcing g x = (x == ord0).
Proof.
by rewrite forcingE /sky_chance; case: ifP; rewrite ?eqxx // invr_eq1 (eqr_nat R 40 1).
Qed.

Lemma sky_rate : expect p g = (1 + r *+ m / 40%:R) / (1 + r *+ m).
Proof.
rewrite mulrnAl -(sky_sum 1 (r / 40%:R)) mulr_suml; apply: eq_bigr => x _.
by rewrite /sky_forecast /sky_chance; case: ifP => _; rewrite ?mulr1 // mulrAC.
Qed.

Lemma sky_success : success_happens p g.
Proof.
rewrite /success_happens sky_rate divr_gt0 ?sky_total // above_one // divr_ge0 ?ler0n //.
by rewrite sky_rm0.
Qed.

Lemma sky_reachable : forcing_set_reachable p g.
Proof.
rewrite /forcing_set_reachable /Pr (eq_bigl _ _ sky_forcing) big_pred1_eq /sky_forecast eqxx.
by rewrite divr_gt0 ?ltr01 ?sky_total.
Qed.

Lemma sky_posterior x : posterior p g x = (if x == ord0 then 1 else r / 40%:R) / (1 + r *+ m / 40%:R).
Proof.
have t0 := lt0r_neq0 sky_total; have u0 : 1 + r *+ m / 40%:R != 0.
  by rewrite lt0r_neq0 // above_one // divr_ge0 ?ler0n // sky_rm0.
rewrite /posterior /weigh sky_rate /sky_forecast /sky_chance; move: t0 u0; set t := 1 + r *+ m; set u := 1 + _ / _.
by move=> t0 u0; case: ifP => _; field; rewrite t0 u0 ?(eqr_nat R 40 0).
Qed.

Lemma sky_tenth x : posterior p g x <= 10%:R^-1.
Proof.
have h := sky_many; have k := sky_topics; have q0 : 0 < 40%:R :> R by rewrite ltr0n.
have u0 : 0 < 1 + r *+ m / 40%:R by rewrite above_one // divr_ge0 ?ler0n // sky_rm0.
rewrite sky_posterior ler_pdivr_mulr // [X in _ <= X]mulrC ler_pdivl_mulr ?ltr0n //.
have le y : y <= r *+ m / 40%:R -> y <= 1 + r *+ m / 40%:R by move=> /le_trans -> //; rewrite ler_addr ler01.
case: ifP => _; rewrite ?mul1r; apply: le; first by rewrite ler_pdivl_mulr.
by rewrite mulrAC mulr_natr; apply: ler_wpmul2r => //; rewrite invr_ge0 ler0n.
Qed.

End Sky.
(** forcing/persuasion (rare): history-possible-for-mimic, success-happens, forcing-set-reachable.
    Success can be rare: on any ten topics or more, and any rarity from 40, P(R=0) <= 1/20. *)
Theorem forcing_persuasion_rare m (r : R) : (10 <= m)%N -> 40%:R <= r ->
  let p := @sky_forecast m r in let g := @sky_chance m in
  [/\ forecast p, channel g, success_happens p g, forcing_set_reachable p g & expect p g <= 20%:R^-1].
Proof.
move=> m10 r40 p g; split.
- exact: sky_is_forecast.
- exact: sky_channel.
- exact: sky_success.
- exact: sky_reachable.
have h := sky_many m10 r40; rewrite sky_rate //.
rewrite ler_pdivr_mulr ?sky_total // [X in _ <= X]mulrC ler_pdivl_mulr ?ltr0n //.
rewrite mulrDl mul1r -subr_ge0 (_ : _ - _ = (r *+ m - 38%:R) / 2%:R); last by field.
by rewrite divr_ge0 ?ler0n // subr_ge0 (le_trans _ h) // -natrM ler_nat.
Qed.

(** forcing/persuasion (varied): history-possible-for-mimic, success-happens, forcing-set-reachable.
    It can be varied: no topic has more than a tenth of the successes. *)
Theorem forcing_persuasion_varied m (r : R) : (10 <= m)%N -> 40%:R <= r ->
  let p := @sky_forecast m r in let g := @sky_chance m in
  [/\ success_happens p g, forcing_set_reachable p g & forall topic, push id (posterior p g) topic <= 10%:R^-1].
Proof.
move=> m10 r40 p g; split; [exact: sky_success | exact: sky_reachable | move=> x].
by rewrite /push /Pr big_pred1_eq sky_tenth.
Qed.

(** forcing/persuasion (one-topic): history-possible-for-mimic, success-happens, forcing-set-reachable.
    And yet what tuning delivers is about one topic only. *)
Theorem forcing_persuasion_one_topic m (r : R) : (10 <= m)%N -> 40%:R <= r ->
  let p := @sky_forecast m r in let g := @sky_chance m in
  [/\ success_happens p g, forcing_set_reachable p g & push id (given p (forcing g)) ord0 = 1].
Proof.
move=> m10 r40 p g; have r0 : forcing_set_reachable p g := sky_reachable m r40; split=> //; first exact: sky_success.
rewrite -(Pr_given_self r0); apply: eq_bigl => x; exact: esym (sky_forcing x).
Qed.

(** forcing/persuasion (far): history-possible-for-mimic, success-happens, forcing-set-reachable.
    It is nine tenths away from the successes. *)
Theorem forcing_persuasion_far m (r : R) : (10 <= m)%N -> 40%:R <= r ->
  let p := @sky_forecast m r in let g := @sky_chance m in
  [/\ success_happens p g, forcing_set_reachable p g & 9%:R / 10%:R <= TV (posterior p g) (given p (forcing g))].
Proof.
move=> m10 r40 p g; have r0 : forcing_set_reachable p g := sky_reachable m r40.
have s0 : success_happens p g := sky_success m r40; split=> //.
rewrite forcing_gap //; [|exact: sky_is_forecast|exact: sky_channel].
rewrite /Pr (eq_bigl _ _ (@sky_forcing m)) big_pred1_eq.
rewrite (_ : 9%:R / 10%:R = 1 - 10%:R^-1); last by field.
by rewrite ler_add2l ler_opp2 sky_tenth.
Qed.

End Examples.

(** forcing/is-conditioning refuted: history-possible-for-mimic, success-happens, forcing-set-reachable.
    With p = 1/2, 1/2 and g = 1, 1/2 tuning delivers the first outcome only; a third of the successes are the second. *)
Theorem forcing_is_conditioning_refuted :
  let p := fun _ : bool => 1 / 2%:R : rat in let g := fun x : bool => if x then 1 else 1 / 2%:R : rat in
  [/\ forecast p, channel g, success_happens p g, forcing_set_reachable p g &
      ~ hard_optimum p g =1 posterior p g].
Proof.
move=> p g; have s0 : success_happens p g by rewrite /success_happens /expect big_bool.
split=> //; first by split=> [x|]; rewrite ?big_bool.
- by case.
- by rewrite /forcing_set_reachable /Pr big_mkcond big_bool.
move=> /(_ false) e; have : 0 < posterior p g false by rewrite divr_gt0.
have n : (g false == 1) = false by [].
by rewrite -e hard_optimumE /given forcingE n ltxx.
Qed.
