(** What imperfect control costs from end to end, and what keeps it synchronised after all: another objective, or
    keeping only what succeeded. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log forcing.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Remedy.
Variables (R : realFieldType) (X : finType).
Implicit Types (p q g : X -> R) (E : pred X) (s : R).

Definition operator_expects_success q g := 0 < expect q g.

(** forcing/operator-error: history-possible-for-operator, history-possible-for-mimic, success-happens, operator-expects-success, forcing-set-reachable.
    What the operator forecasts of successes is off what the tuned mimic does by her own error, over the likelier rate
    of success, and the gap. *)
Theorem forcing_operator_error p q g : forecast q -> forecast p -> channel g ->
  success_happens p g -> operator_expects_success q g -> forcing_set_reachable p g ->
  TV (posterior q g) (given p (forcing g)) <=
    TV p q / Num.max (expect p g) (expect q g) + (1 - Pr (posterior p g) (forcing g)).
Proof.
move=> fq fp cg s0 e0 r0; apply: le_trans (TV_triangle (posterior p g) _ _) _.
by apply: ler_add; [rewrite TVC; apply: TV_weigh | rewrite forcing_gap].
Qed.

(** E[e^(R/beta)|x], where a failure counts s = e^(-rho/beta), 0 for a hard R. *)
Definition exponential g s x := g x + (1 - g x) * s.

(** The optimum for the reward beta ln E[e^(R/beta)|x]. *)
Definition remedied p g s := weigh p (exponential g s).

Definition remedy_share p g s := expect p g * (1 - s) / (expect p g + (1 - expect p g) * s).

Lemma expect_exponential p g s : forecast p -> expect p (exponential g s) = expect p g + (1 - expect p g) * s.
Proof.
move=> [_ p1]; rewrite -p1 /expect /exponential -sumrB mulr_suml -big_split /=.
by apply: eq_bigr => x _; ring.
Qed.

Lemma remedy_mass p g s : forecast p -> success_happens p g -> channel g -> 0 <= s ->
  0 < expect p g + (1 - expect p g) * s.
Proof.
move=> fp s0 cg sge; apply: ltr_paddr => //; apply: mulr_ge0 => //.
have [p0 p1] := fp; rewrite subr_ge0 -p1; apply: ler_sum => x _; rewrite ler_pimulr //.
by case/andP: (cg x).
Qed.

(** forcing/remedy (soft): history-possible-for-mimic, success-happens.
    With a soft reward the remedied optimum mixes p and P(.|R=0), the share of the latter P(R=0)(1-s)/Z. *)
Theorem forcing_remedy_soft p g s x : forecast p -> channel g -> success_happens p g -> 0 <= s <= 1 ->
  remedied p g s x = (1 - remedy_share p g s) * p x + remedy_share p g s * posterior p g x.
Proof.
move=> fp cg s0 /andP[sge _]; have z0 := lt0r_neq0 (remedy_mass fp s0 cg sge).
rewrite /remedied /posterior /weigh expect_exponential // /remedy_share /exponential.
by field; rewrite z0 lt0r_neq0.
Qed.

(** What mixes two forecasts lies between them, as total variation sees it. *)
Lemma TV_mix p q r (l : R) : 0 <= l <= 1 -> (forall x, r x = (1 - l) * p x + l * q x) -> TV p r + TV r q = TV p q.
Proof.
move=> /andP[l0]; rewrite -subr_ge0 => l1 e; rewrite -mulrDr -big_split.
congr (_ * _); apply: eq_bigr => x _ /=; rewrite e.
have -> : p x - ((1 - l) * p x + l * q x) = l * (p x - q x) by ring.
have -> : (1 - l) * p x + l * q x - q x = (1 - l) * (p x - q x) by ring.
by rewrite !normrM (ger0_norm l0) (ger0_norm l1) -mulrDl addrC subrK mul1r.
Qed.

(** forcing/remedy (segment): history-possible-for-mimic, success-happens.
    So it lies on the segment from p to P(.|R=0). *)
Theorem forcing_remedy_segment p g s : forecast p -> channel g -> success_happens p g -> 0 <= s <= 1 ->
  TV p (remedied p g s) + TV (remedied p g s) (posterior p g) = TV p (posterior p g).
Proof.
move=> fp cg s0 s01; apply: (@TV_mix _ _ _ (remedy_share p g s)) => [|x]; last exact: forcing_remedy_soft.
have /andP[sge s1] := s01; have z0 := remedy_mass fp s0 cg sge.
rewrite /remedy_share divr_ge0 ?(ltW z0) ?mulr_ge0 ?subr_ge0 ?(ltW s0) //= ler_pdivr_mulr // mul1r.
by rewrite -subr_ge0 [X in 0 <= X](_ : _ = s) //; ring.
Qed.

Section Evidence.
Variable ln : R -> R.
Hypothesis Ln : logarithm ln.

(** The reward ln E[e^(R/beta)|x] of a hard R, -infinity where success is impossible. *)
Definition evidence_reward g x : option R := if g x == 0 then None else Some (ln (g x)).

(** forcing/remedy (hard): history-possible-for-mimic, success-happens, challenger-given.
    J(pi) is the log evidence ln P(R=0) less the divergence of pi from P(.|R=0): that alone attains it. *)
Theorem forcing_remedy_hard p g (pi : X -> R) : forecast p -> channel g -> success_happens p g -> challenger_given pi ->
  objective ln p pi (evidence_reward g) = omap (fun d => ln (expect p g) - d) (divergence ln pi (posterior p g)).
Proof.
move=> fp cg s0 fpi; have [p0 _] := fp; have g0 x : 0 <= g x by case/andP: (cg x).
have z0 := lt0r_neq0 s0.
rewrite /objective /mean_reward; case: forallP => [some|no]; last first.
  rewrite /divergence; case: withinP => // w; case: no => x.
  have [_|px] //= := eqVneq (pi x) 0; rewrite /evidence_reward; have [gx|//] := eqVneq (g x) 0.
  by case/eqP: px; apply: w; rewrite /posterior /weigh gx mulr0 mul0r.
have gpos x : pi x != 0 -> g x != 0.
  by move=> px; have := some x; rewrite (negbTE px) /= /evidence_reward; case: (g x == 0).
rewrite {2}/divergence; case: (withinP pi (posterior p g)) => [w|nw]; last first.
  rewrite /divergence; case: withinP => //= w; case: nw => x /eqP.
  rewrite /posterior /weigh mulf_eq0 invr_eq0 (negbTE z0) orbF mulf_eq0 => /orP[/eqP /w //|/eqP gx].
  by apply/eqP/negPn/negP => /gpos; rewrite gx eqxx.
have wp : within pi p by move=> x px; apply: w; rewrite /posterior /weigh px !mul0r.
rewrite divergence_within //= KL_weigh //; congr Some.
have -> : \sum_x pi x * odflt 0 (evidence_reward g x) = expect pi (fun x => ln (g x)).
  apply: eq_bigr => x _; have [->|px] := eqVneq (pi x) 0; first by rewrite !mul0r.
  by rewrite /evidence_reward (negbTE (gpos x px)).
ring.
Qed.

End Evidence.

(** Keeping what succeeded, n times over. *)
Definition kept p g n := iter n (fun q => posterior q g) p.

(** pi_n, p reweighted by g^n. *)
Definition rejected p g n := weigh p (fun x => g x ^+ n).

Lemma power_channel g n : channel g -> channel (fun x => g x ^+ n).
Proof. by move=> cg x; have /andP[g0 g1] := cg x; rewrite exprn_ge0 // exprn_ile1. Qed.

Lemma power_happens p g n : forecast p -> channel g -> success_happens p g -> success_happens p (fun x => g x ^+ n).
Proof.
move=> fp cg s0; have [p0 _] := fp; have [x px gx] := success_outcome fp cg s0.
rewrite /success_happens /expect (bigD1 x) //=; apply: ltr_paddr; last by rewrite mulr_gt0 // exprn_gt0.
by apply: sumr_ge0 => y _; rewrite mulr_ge0 // exprn_ge0 //; case/andP: (cg y).
Qed.

(** forcing/rejection (rounds): history-possible-for-mimic, success-happens.
    After n rounds of keeping what succeeded p is reweighted by g^n. *)
Theorem forcing_rejection_rounds p g n : forecast p -> channel g -> success_happens p g ->
  kept p g n =1 rejected p g n.
Proof.
move=> fp cg s0; elim: n => [|n IH] x.
  have [_ p1] := fp; rewrite /rejected /weigh /expect.
  by under eq_bigr do rewrite mulr1; rewrite p1 divr1 mulr1.
rewrite [LHS]/= /posterior (eq_weigh (w' := g) IH) // weighA; last exact/lt0r_neq0/power_happens.
by apply: eq_weigh => // y; rewrite exprSr.
Qed.

(** forcing/rejection (first): history-possible-for-mimic, success-happens.
    The first round is the forecast of successes, P(x, R=0)/P(R=0), which sums to one. *)
Theorem forcing_rejection_first p g : forecast p -> channel g -> success_happens p g ->
  rejected p g 1 =1 (fun x => p x * g x / expect p g) /\ forecast (rejected p g 1).
Proof.
move=> fp cg s0; split; last exact/posterior_forecast/power_happens/s0/cg/fp/power_channel.
by apply: (@eq_weigh _ _ p p (fun x => g x ^+ 1) g) => // x; rewrite expr1.
Qed.
Lemma rejected_forcing p g n : forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  TV (rejected p g n) (given p (forcing g)) = 1 - Pr (rejected p g n) (forcing g).
Proof.
move=> fp cg s0 r0; apply: (TV_weigh_given fp _ ltr01 r0) => [x|x Fx _].
- by case/andP: (power_channel n cg x).
- by move: Fx; rewrite forcingE => /eqP ->; rewrite expr1n.
Qed.

(** forcing/rejection (distance): history-possible-for-mimic, success-happens, forcing-set-reachable.
    After n rounds the optimum of hard tuning is as far as the forcing set is from certain. *)
Theorem forcing_rejection_distance p g n :
  forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  TV (kept p g n) (given p (forcing g)) = 1 - Pr (kept p g n) (forcing g).
Proof.
move=> fp cg s0 r0; have K := forcing_rejection_rounds n fp cg s0.
by rewrite (eq_TV K (frefl _)) /Pr (eq_bigr _ (fun x _ => K x)); apply: rejected_forcing.
Qed.

Lemma forcing_comonotone g x y : channel g -> 0 <= ((forcing g x)%:R - (forcing g y)%:R) * (g x - g y) :> R.
Proof.
move=> cg; have [/andP[_ x1] /andP[_ y1]] := (cg x, cg y); rewrite !forcingE.
case: eqP => [->|_]; case: eqP => [->|_]; rewrite ?subrr ?mul0r ?mulr0 // ?subr0 ?sub0r ?mul1r ?mulN1r ?oppr_ge0.
- by rewrite subr_ge0.
- by rewrite subr_le0.
Qed.

(** forcing/rejection (falls): history-possible-for-mimic, success-happens, forcing-set-reachable.
    That distance does not rise from one round to the next. *)
Theorem forcing_rejection_falls p g n :
  forecast p -> channel g -> success_happens p g -> forcing_set_reachable p g ->
  TV (kept p g n.+1) (given p (forcing g)) <= TV (kept p g n) (given p (forcing g)).
Proof.
move=> fp cg s0 r0; rewrite !forcing_rejection_distance // ler_add2l ler_opp2.
have K := forcing_rejection_rounds n fp cg s0.
have fk : forecast (kept p g n).
  have [r1 r2] := posterior_forecast fp (power_channel n cg) (power_happens n fp cg s0).
  by split=> [x|]; [rewrite K; apply: r1 | rewrite (eq_bigr _ (fun x _ => K x)); apply: r2].
rewrite !PrE -!/(expect _ _) [X in _ <= X](_ : _ = expect (weigh (kept p g n) g) (fun x => (forcing g x)%:R)) //.
apply: weigh_expect_ge => // [|x y]; last exact: forcing_comonotone.
have -> : expect (kept p g n) g = expect (rejected p g n) g by apply: eq_bigr => x _; rewrite K.
rewrite expect_weigh divr_gt0 //; last exact: power_happens.
have -> : expect p (fun x => g x ^+ n * g x) = expect p (fun x => g x ^+ n.+1).
  by apply: eq_bigr => x _; rewrite exprSr.
exact: power_happens.
Qed.

(** The largest g within reach that is not the best, as a share of the best; 0 where there is none. *)
Definition runner_up p g :=
  largest [pred x | (p x != 0) && ~~ best p g x] g / largest (best p g) g.

(** forcing/rejection (limit): history-possible-for-mimic, success-happens.
    After n rounds the best outcomes within reach, conditioned on, are at a distance that vanishes like rho^n. *)
Theorem forcing_rejection_limit p g n : forecast p -> channel g -> success_happens p g ->
  let share := Pr p (best p g) in let rest := (1 - share) * runner_up p g ^+ n in
  TV (kept p g n) (given p (best p g)) <= rest / (share + rest).
Proof.
move=> fp cg s0; have [p0 _] := fp; have K := forcing_rejection_rounds n fp cg s0.
have g0 x : 0 <= g x by case/andP: (cg x).
have [b bb] := best_exists g fp; have M x : best p g x -> g x = g b by move=> bx; apply: best_same bb.
have [x px gx] := success_outcome fp cg s0.
have b0 : 0 < g b by apply: lt_le_trans gx (best_top bb (lt0r_neq0 px)).
have L : largest (best p g) g = g b.
  by apply/le_anti; rewrite largest_ge // largest_le ?ltW // => y /M ->.
rewrite /= (eq_TV K (frefl _)); have := @TV_weigh_given_rate _ _ p (fun x => g x ^+ n) (g b ^+ n) (best p g) fp.
apply=> [y|||||y nb py]; [exact: exprn_ge0 | exact: exprn_gt0 | exact: best_reached | | |].
- by move=> y by_ _; rewrite M.
- by rewrite exprn_ge0 // divr_ge0 ?largest_ge0.
- rewrite -exprMn /runner_up L mulrC divfK ?gt_eqF // ler_expn2r ?qualifE ?largest_ge0 //.
  by rewrite largest_ge //= py.
Qed.

Section Jensen.
Variable ln : R -> R.
Hypothesis Ln : logarithm ln.

(** E[R|x] in units of beta, for R in {0, -rho} with rho/beta = ln b. *)
Definition mean_soft g (b : R) x := g x * 0 + (1 - g x) * - ln b.

Lemma exponential_gt0 g (b : R) x : channel g -> 1 < b -> 0 < exponential g b^-1 x.
Proof.
move=> cg b1; have /andP[g0] := cg x; rewrite -subr_ge0 => g1; have b0 : 0 < b^-1 by rewrite invr_gt0 (lt_trans ltr01).
rewrite /exponential; move: g0; rewrite le_eqVlt => /orP[/eqP <-|g0]; first by rewrite add0r subr0 mul1r.
by rewrite ltr_paddr // mulr_ge0 // ltW.
Qed.

(** How far E[R|x] falls short: the slack of ln at the two values of R. *)
Lemma jensen_slack g (b : R) x : channel g -> 1 < b -> let e := exponential g b^-1 x in
  ln e - mean_soft g b x = g x * (e^-1 - 1 - ln e^-1) + (1 - g x) * (b^-1 / e - 1 - ln (b^-1 / e)).
Proof.
move=> cg b1 e; have e0 : 0 < e := exponential_gt0 x cg b1; have b0 : 0 < b := lt_trans ltr01 b1.
rewrite ln_div ?invr_gt0 // !(lnV Ln) // /mean_soft.
have -> : g x * (e^-1 - 1 - - ln e) + (1 - g x) * (b^-1 / e - 1 - (- ln b - ln e)) =
  (g x + (1 - g x) / b) / e - 1 + ln e - (g x * 0 + (1 - g x) * - ln b) by ring.
by rewrite -[_ + _ / b]/e mulfV ?gt_eqF // subrr add0r.
Qed.

Lemma ln_slack y : 0 < y -> 0 <= y - 1 - ln y.
Proof. by move=> y0; rewrite subr_ge0 ln_le. Qed.

(** forcing/jensen (bound): no hypotheses.
    Tuning on the expected reward asks for less than the expected exponential. *)
Theorem forcing_jensen_bound g (b : R) x : channel g -> 1 < b -> mean_soft g b x <= ln (exponential g b^-1 x).
Proof.
move=> cg b1; rewrite -subr_ge0 jensen_slack //; have /andP[g0 g1] := cg x.
have e0 := exponential_gt0 x cg b1; have b0 : 0 < b := lt_trans ltr01 b1.
by rewrite addr_ge0 // mulr_ge0 ?subr_ge0 ?(ln_le Ln) ?divr_gt0 ?invr_gt0.
Qed.

(** forcing/jensen (equality): no hypotheses.
    The two agree exactly where the outcome decides the reward. *)
Theorem forcing_jensen_equality g (b : R) x : channel g -> 1 < b ->
  mean_soft g b x = ln (exponential g b^-1 x) <-> g x = 0 \/ g x = 1.
Proof.
move=> cg b1; have /andP[g0 g1] := cg x; have e0 := exponential_gt0 x cg b1; have b0 : 0 < b := lt_trans ltr01 b1.
split=> [/eqP|]; last first.
  rewrite /mean_soft /exponential => -[] ->; first by rewrite subr0 mul0r !mul1r !add0r (lnV Ln).
  by rewrite subrr !mul0r !addr0 mulr0 (ln1 Ln).
rewrite eq_sym -subr_eq0 jensen_slack // paddr_eq0; first last.
- by rewrite mulr_ge0 ?subr_ge0 ?(ln_le Ln) ?divr_gt0 ?invr_gt0.
- by rewrite mulr_ge0 ?subr_ge0 ?(ln_le Ln) ?invr_gt0.
rewrite mulf_eq0 => /andP[/orP[/eqP -> _|]]; first by left.
rewrite subr_eq0 eq_sym => /eqP /(ln_eq Ln) e1 _; right.
have {e1} : exponential g b^-1 x = 1 by apply: invr_inj; rewrite invr1 e1 // invr_gt0.
move=> /eqP; rewrite -subr_eq0 /exponential (_ : _ - 1 = (1 - g x) * (b^-1 - 1)); last by ring.
rewrite mulf_eq0 !subr_eq0 => /orP[/eqP //|]; rewrite invr_eq1 => /eqP be.
by move: b1; rewrite be ltxx.
Qed.

End Jensen.

End Remedy.
