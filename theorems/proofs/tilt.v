(** Operators can control mimics and maintain synchronisation: the optimum of a reward with a KL penalty is the mimic's
    forecast tilted by e^(r/beta), and a tilt leaves alone what the reward does not look at. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Tilt.
Variables (R : realFieldType) (X : finType).
Implicit Types (p pi w v : X -> R) (E : pred X) (b : R).

(** A reward is an integer, or None for -oo. *)
Implicit Types (r : X -> option int).

(** e^(r/beta), with the base b = e^(1/beta). *)
Definition factor b (reward : option int) : R := if reward is Some n then b ^ n else 0.
Definition tilt b r x := factor b (r x).

(** The optimum at base b. *)
Definition optimum b r p := weigh p (tilt b r).

(** E_pi[r] of a pi that earns no -oo. *)
Definition income r pi := \sum_x pi x * (if r x is Some n then n%:~R else 0).
Definition allowed r pi := forall x, r x = None -> pi x = 0.

Definition optimum_exists r p := exists x, 0 < p x /\ r x != None.
Definition challenger_dominated pi p := within pi p.

Lemma factor_ge0 b reward : 0 < b -> 0 <= factor b reward.
Proof. by case: reward => //= n b0; rewrite exprz_ge0 // ltW. Qed.

Lemma factor_gt0 b reward : 0 < b -> reward != None -> 0 < factor b reward.
Proof. by case: reward => //= n b0 _; rewrite exprz_gt0. Qed.

Lemma normaliser_gt0 b r p : 0 < b -> forecast p -> optimum_exists r p -> 0 < expect p (tilt b r).
Proof.
move=> b0 [p0 _] [x [px rx]]; rewrite /expect (bigD1 x) //= ltr_paddr ?mulr_gt0 ?factor_gt0 //.
by apply: sumr_ge0 => y _; rewrite mulr_ge0 ?factor_ge0.
Qed.

Lemma optimum_forecast b r p : 0 < b -> forecast p -> optimum_exists r p -> forecast (optimum b r p).
Proof.
move=> b0 fp opt; have [p0 _] := fp; apply: weigh_forecast => //; last exact: normaliser_gt0.
by move=> x; apply: factor_ge0.
Qed.

Lemma optimum_allowed b r p : allowed r (optimum b r p).
Proof. by move=> x rx; rewrite /optimum /weigh /tilt rx mulr0 mul0r. Qed.

Lemma optimum_within b r p : within (optimum b r p) p.
Proof. by move=> x px; rewrite /optimum /weigh px !mul0r. Qed.

(** Conditioning. *)

Definition reward_is_success r := forall x, r x = Some 0 \/ r x = None.
Definition success (hi : int) r : pred X := [pred x | r x == Some hi].
Definition success_possible hi r p := 0 < Pr p (success hi r).

(** tilt/conditioning: history-possible-for-mimic, reward-is-success, success-possible.
    For rewards 0 and -oo the optimum is conditioning on success, whatever the base. *)
Theorem tilt_conditioning b r p : forecast p -> reward_is_success r -> success_possible 0 r p ->
  optimum b r p =1 given p (success 0 r).
Proof.
move=> _ two _ x; rewrite given_weigh /optimum /weigh.
have e y : tilt b r y = (success 0 r y)%:R.
  by rewrite /tilt /success /=; case: (two y) => ->; rewrite /= ?expr0z ?eqxx.
by congr (_ / _); [rewrite e | apply: eq_bigr => y _; rewrite e].
Qed.

(** Synchrony. *)
Section Feature.
Variables (Y : finType) (f : X -> Y).

Definition cell (y : Y) : pred X := [pred x | f x == y].
Definition feature_decides_reward r := exists u : Y -> option int, forall x, r x = u (f x).

(** tilt/synchrony: history-possible-for-mimic, optimum-exists, feature-decides-reward.
    Where the reward is a function of the feature the optimum keeps every forecast given the feature. *)
Theorem tilt_synchrony b r p y : 0 < b -> forecast p -> optimum_exists r p -> feature_decides_reward r ->
  0 < Pr (optimum b r p) (cell y) -> given (optimum b r p) (cell y) =1 given p (cell y).
Proof.
move=> b0 fp opt [u ur] y0; have z0 := normaliser_gt0 b0 fp opt.
have t x : cell y x -> p x != 0 -> tilt b r x = factor b (u y) by move=> /eqP <- _; rewrite /tilt ur.
apply: (given_weigh_same (lt0r_neq0 z0)) t.
apply/eqP => u0; move: y0; rewrite Pr_weigh big1 ?mul0r ?ltxx // => x /eqP fx.
by rewrite /tilt ur fx u0 mulr0.
Qed.

Lemma sum_cells p w : \sum_y \sum_(x | cell y x) p x * w x = expect p w.
Proof. by rewrite /expect [RHS](partition_big f predT). Qed.

(** How control and the converse of synchrony are compared: the forecasts given a cell, and pi/p there. *)
Definition keeps pi p y := given pi (cell y) =1 given p (cell y).
Definition ratio pi p x := pi x / p x.

(** E_p[w|F = y]. *)
Definition mean_in p w y := (\sum_(x | cell y x) p x * w x) / Pr p (cell y).

Lemma ratioK pi p x : challenger_dominated pi p -> p x * ratio pi p x = pi x.
Proof.
move=> d; have [px | px] := eqVneq (p x) 0; first by rewrite px mul0r d.
by rewrite /ratio mulrC mulfVK.
Qed.

Lemma Pr_within pi p E : nonneg p -> challenger_dominated pi p -> Pr p E = 0 -> Pr pi E = 0.
Proof. by move=> p0 d e0; rewrite /Pr big1 // => x Ex; apply: d; apply: Pr_eq0 e0 Ex. Qed.

(** tilt/synchrony-converse (cells): history-possible-for-mimic, challenger-given, challenger-dominated.
    In a cell that pi reaches it keeps the forecast if and only if pi/p is the same all over supp p there. *)
Theorem tilt_synchrony_converse_cells pi p y : forecast p -> forecast pi -> challenger_dominated pi p ->
  0 < Pr pi (cell y) ->
  (keeps pi p y <-> exists c, forall x, cell y x -> p x != 0 -> ratio pi p x = c).
Proof.
move=> [p0 _] [pi0 _] d r0.
have e0 : Pr p (cell y) != 0 by apply/eqP => /(Pr_within p0 d) z; rewrite z ltxx in r0.
split=> [k | [c ec] x].
- exists (Pr pi (cell y) / Pr p (cell y)) => x cx px; have := k x.
  rewrite /given cx => /(congr1 (fun a => a * Pr pi (cell y) / p x)); rewrite mulfVK ?lt0r_neq0 //.
  by rewrite /ratio => ->; field; rewrite px e0.
- have pe z : cell y z -> pi z = p z * c.
    by move=> cz; have [pz | pz] := eqVneq (p z) 0; [rewrite pz mul0r d | rewrite -(ec z) // ratioK].
  rewrite /given; case: ifP => // cx; rewrite pe //.
  have es : Pr pi (cell y) = Pr p (cell y) * c by rewrite /Pr mulr_suml; apply: eq_bigr => z; apply: pe.
  rewrite es; have c0 : c != 0 by apply/eqP => c0; move: r0; rewrite es c0 mulr0 ltxx.
  by field; rewrite c0 e0.
Qed.

(** tilt/synchrony-converse (distance): history-possible-for-mimic, challenger-given, challenger-dominated.
    The forecasts given the feature move as far, in the mean, as pi/p is from being a function of the feature. *)
Theorem tilt_synchrony_converse_distance pi p : forecast p -> forecast pi -> challenger_dominated pi p ->
  \sum_y Pr pi (cell y) * TV (given pi (cell y)) (given p (cell y)) =
  2%:R^-1 * \sum_x p x * `|ratio pi p x - mean_in p (ratio pi p) (f x)|.
Proof.
move=> [p0 _] [pi0 _] d; rewrite [in RHS](partition_big f predT) //= mulr_sumr; apply: eq_bigr => y _.
rewrite /TV mulrCA; congr (_ * _); rewrite mulr_sumr (bigID (cell y)) /= [X in _ + X]big1 ?addr0; last first.
  by move=> x ny; rewrite /given /= (negbTE ny) subrr normr0 mulr0.
apply: eq_bigr => x cx; rewrite (eqP cx) /given cx.
have [e0 | e0] := eqVneq (Pr p (cell y)) 0.
  by rewrite (Pr_within p0 d e0) mul0r (Pr_eq0 p0 e0) // mul0r.
have mE : mean_in p (ratio pi p) y = Pr pi (cell y) / Pr p (cell y).
  by rewrite /mean_in; congr (_ / _); apply: eq_bigr => z _; apply: ratioK.
rewrite mE -[p x in RHS]ger0_norm // -normrM mulrBr ratioK //.
have [z0 | z0] := eqVneq (Pr pi (cell y)) 0.
  by rewrite z0 (Pr_eq0 pi0 z0) // !mul0r mulr0 subrr normr0.
rewrite -{1}[Pr pi (cell y)]ger0_norm ?Pr_ge0 // -normrM mulrBr; congr `|_ - _|.
  by rewrite mulrC mulfVK.
by rewrite mulrCA.
Qed.

End Feature.

(** Softer rewards. *)

(** lo is lower than hi; -oo is lower than all. *)
Definition lower (lo : option int) (hi : int) := if lo is Some n then n < hi else true.

Definition reward_two_valued r (hi : int) lo :=
  [/\ lower lo hi, forall x, r x = Some hi \/ r x = lo, exists x, r x = Some hi & exists x, r x = lo].

(** The weight of p(.|success) in the optimum. *)
Definition lambda b r lo p := 1 - factor b lo / expect p (tilt b r).

Lemma factor_lower b lo hi : 1 < b -> lower lo hi -> factor b lo < b ^ hi.
Proof.
move=> b1; have b0 := lt_trans ltr01 b1; case: lo => [n|_] /=; last exact: exprz_gt0.
by move=> lt; rewrite ltr_eexpz2l.
Qed.

Section TwoValued.
Variables (r : X -> option int) (hi : int) (lo : option int) (p : X -> R).
Hypothesis (fp : forecast p) (two : reward_two_valued r hi lo) (possible : success_possible hi r p).

Let S := success hi r.
Let s := Pr p S.

Lemma lo_not_hi : lo != Some hi.
Proof. by case: two => + _ _ _; case: lo => //= n; apply: contraTneq => -[->]; rewrite ltxx. Qed.

Lemma tilt_failure b x : ~~ S x -> tilt b r x = factor b lo.
Proof. by rewrite /S /success /tilt /=; case: two => _ + _ _ => /(_ x)[->|->]; rewrite ?eqxx. Qed.

Lemma tilt_success b x : S x -> tilt b r x = b ^ hi.
Proof. by rewrite /tilt => /eqP ->. Qed.

Lemma normaliserE b : expect p (tilt b r) = s * b ^ hi + (1 - s) * factor b lo.
Proof.
rewrite /expect (bigID S) /= -(PrC S fp) /s /Pr !mulr_suml; congr (_ + _); apply: eq_bigr => x.
  by move/(tilt_success b) ->.
by move/(tilt_failure b) ->.
Qed.

Lemma share_le1 : s <= 1. Proof. exact: Pr_le1. Qed.

Lemma normaliser_two_gt0 b : 1 < b -> 0 < expect p (tilt b r).
Proof.
move=> b1; have b0 := lt_trans ltr01 b1; rewrite normaliserE ltr_paddr ?mulr_gt0 ?exprz_gt0 //.
by apply: mulr_ge0; [rewrite subr_ge0 share_le1 | apply: factor_ge0].
Qed.

Lemma failure_le_normaliser b : 1 < b -> factor b lo <= expect p (tilt b r).
Proof.
move=> b1; rewrite normaliserE -subr_ge0; case: two => /(factor_lower b1)/ltW le _ _ _.
have -> : s * b ^ hi + (1 - s) * factor b lo - factor b lo = s * (b ^ hi - factor b lo) by ring.
by rewrite mulr_ge0 ?subr_ge0 // ltW.
Qed.

(** tilt/softness (mixture): history-possible-for-mimic, reward-two-valued, success-possible.
    The optimum is a point on the segment from p to p(.|success). *)
Theorem tilt_softness_mixture b x : 1 < b ->
  optimum b r p x = (1 - lambda b r lo p) * p x + lambda b r lo p * given p S x.
Proof.
move=> b1; have z0 := lt0r_neq0 (normaliser_two_gt0 b1); have s0 := lt0r_neq0 possible.
rewrite /optimum /weigh /lambda /given -/S; case: ifP => [Sx | /negbT nS].
  have := z0; rewrite tilt_success // normaliserE -/s => z1; have s1 : s != 0 by [].
  by field; rewrite z1 s1.
by rewrite mulr0 addr0 tilt_failure //; field.
Qed.

(** tilt/softness (lambda-from): history-possible-for-mimic, reward-two-valued, success-possible.
    Its place on the segment is not before p ... *)
Theorem tilt_softness_lambda_from b : 1 < b -> 0 <= lambda b r lo p.
Proof.
move=> b1; rewrite subr_ge0 ler_pdivr_mulr ?normaliser_two_gt0 // mul1r; exact: failure_le_normaliser.
Qed.

(** tilt/softness (lambda-to): history-possible-for-mimic, reward-two-valued, success-possible.
    ... not beyond p(.|success) ... *)
Theorem tilt_softness_lambda_to b : 1 < b -> lambda b r lo p <= 1.
Proof.
move=> b1; rewrite ler_subl_addr ler_addl; apply: divr_ge0; last exact/ltW/normaliser_two_gt0.
exact/factor_ge0/(lt_trans ltr01 b1).
Qed.

(** tilt/softness (lambda-rises): history-possible-for-mimic, reward-two-valued, success-possible.
    ... and moves towards p(.|success) as the base rises. *)
Theorem tilt_softness_lambda_rises b b' : 1 < b -> b <= b' -> lambda b r lo p <= lambda b' r lo p.
Proof.
move=> b1 bb; have b1' := lt_le_trans b1 bb; have b0 := lt_trans ltr01 b1; have b0' := lt_trans ltr01 b1'.
rewrite ler_add2l ler_opp2 ler_pdivr_mulr ?normaliser_two_gt0 // mulrAC ler_pdivl_mulr ?normaliser_two_gt0 //.
rewrite !normaliserE -subr_ge0.
have -> : factor b lo * (s * b' ^ hi + (1 - s) * factor b' lo) - factor b' lo * (s * b ^ hi + (1 - s) * factor b lo)
  = s * (factor b lo * b' ^ hi - factor b' lo * b ^ hi) by ring.
rewrite mulr_ge0 ?(ltW possible) // subr_ge0; case: two => + _ _ _; case: lo => [n|] /=; last by rewrite !mul0r.
move=> /ltW le; have [d ->] : exists d : nat, hi = n + d%:Z.
  by exists `|hi - n|%N; rewrite gez0_abs ?subr_ge0 // addrC subrK.
rewrite !expfzDr ?lt0r_neq0 // !mulrA [b ^ n * _]mulrC; apply: ler_wpmul2l.
  by apply: mulr_ge0; apply/exprz_ge0/ltW.
by rewrite -!exprnP ler_expn2r // ?nnegrE ltW.
Qed.

(** tilt/softness (segment): history-possible-for-mimic, reward-two-valued, success-possible.
    In total variation the optimum lies between p and p(.|success). *)
Theorem tilt_softness_segment b : 1 < b ->
  TV p (optimum b r p) + TV (optimum b r p) (given p S) = TV p (given p S).
Proof.
move=> b1; set l := lambda b r lo p; set g := given p S.
have e : optimum b r p =1 (fun x => (1 - l) * p x + l * g x) by move=> x; apply: tilt_softness_mixture.
rewrite (eq_TV (frefl p) e) (eq_TV e (frefl g)) /TV -mulrDr; congr (_ * _).
rewrite -big_split; apply: eq_bigr => x _ /=.
have -> : p x - ((1 - l) * p x + l * g x) = l * (p x - g x) by ring.
have -> : (1 - l) * p x + l * g x - g x = (1 - l) * (p x - g x) by ring.
rewrite !normrM [`|l|]ger0_norm ?tilt_softness_lambda_from // [`|1 - l|]ger0_norm; last first.
  by rewrite subr_ge0 tilt_softness_lambda_to.
by rewrite -mulrDl addrC subrK mul1r.
Qed.

End TwoValued.

(** Along the path of rising bases. *)

(** Tilting further is tilting what was tilted by the quotient of the bases. *)
Lemma optimum_further b b' r p : 0 < b -> 0 < b' -> forecast p -> optimum_exists r p ->
  optimum b' r p =1 optimum (b' / b) r (optimum b r p).
Proof.
move=> b0 b0' fp opt x; rewrite /optimum weighA ?lt0r_neq0 ?normaliser_gt0 //.
have e y : tilt b r y * tilt (b' / b) r y = tilt b' r y.
  by rewrite /tilt; case: (r y) => [n|] /=; rewrite ?mul0r // -expfzMl mulrC divfK ?lt0r_neq0.
by rewrite /weigh e; congr (_ / _); apply: eq_bigr => y _; rewrite e.
Qed.

(** tilt/path (reward): history-possible-for-mimic, optimum-exists.
    As the base rises the expected reward of the optimum does not fall. *)
Theorem tilt_path_reward b b' r p : 0 < b -> b <= b' -> forecast p -> optimum_exists r p ->
  income r (optimum b r p) <= income r (optimum b' r p).
Proof.
move=> b0 bb fp opt; have b0' := lt_le_trans b0 bb; set c := b' / b.
have c1 : 1 <= c by rewrite ler_pdivl_mulr // mul1r.
have fo := optimum_forecast b0 fp opt; have [o0 o1] := fo.
rewrite [X in _ <= X](eq_bigr (fun x => optimum c r (optimum b r p) x * if r x is Some n then n%:~R else 0)); last first.
  by move=> x _; rewrite -optimum_further.
rewrite -/(expect _ _) [X in _ <= X]expect_weigh.
have z0 : 0 < expect (optimum b r p) (tilt c r).
  apply: normaliser_gt0 => //; first exact: lt_le_trans ltr01 c1.
  case: opt => x [px rx]; exists x; split=> //; rewrite divr_gt0 ?mulr_gt0 ?factor_gt0 //.
  by apply: normaliser_gt0 => //; exists x.
rewrite ler_pdivl_mulr // -/(expect _ _) /income -/(expect _ _).
apply: le_trans (chebyshev o0 _) _ => [x y ox oy|]; last first.
  by rewrite o1 mul1r; apply: ler_sum => x _; rewrite [X in _ * X]mulrC.
have some z : optimum b r p z != 0 -> exists n, r z = Some n.
  by case e: (r z) => [n|]; [exists n | rewrite (optimum_allowed b p e) eqxx].
have [[n rn] [m rm]] := (some x ox, some y oy); rewrite /tilt rn rm /=.
have [mn | /ltW nm] := lerP m n.
- by apply: mulr_ge0; rewrite subr_ge0 ?ler_int //; apply: ler_weexpz2l.
- by apply: mulr_le0; rewrite subr_le0 ?ler_int //; apply: ler_weexpz2l.
Qed.

Section Logarithm.
Variable ln : R -> R.
Hypothesis Ln : logarithm ln.

(** J(pi)/beta of a pi << p that earns no -oo, in nats: elsewhere it is -oo. *)
Definition objective b r p pi := ln b * income r pi - KL ln pi p.

(** How far pi is from the optimum is how far it is from p, less what it earns. *)
Lemma KL_optimum b r p pi : 0 < b -> forecast p -> optimum_exists r p ->
  forecast pi -> challenger_dominated pi p -> allowed r pi ->
  KL ln pi (optimum b r p) = ln (expect p (tilt b r)) - objective b r p pi.
Proof.
move=> b0 fp opt [pi0 pi1] d al; have z0 := normaliser_gt0 b0 fp opt; have [p0 _] := fp.
rewrite -[ln (expect _ _)]mul1r -pi1 mulr_suml /objective opprB addrA /income mulr_sumr.
rewrite -big_split -sumrB; apply: eq_bigr => x _ /=.
have [-> | px] := eqVneq (pi x) 0; first by rewrite !mul0r mulr0 addr0 subrr.
have [pix0 px0] := within_pos pi0 p0 d px.
case e: (r x) => [n|]; last by rewrite al ?eqxx in px.
have t0 : 0 < b ^ n by rewrite exprz_gt0.
have te : tilt b r x = b ^ n by rewrite /tilt e.
rewrite /optimum /weigh te; move: z0; set z := expect _ _ => z0.
have -> : pi x / (p x * b ^ n / z) = pi x / p x * (z / b ^ n) by field; rewrite !lt0r_neq0.
rewrite (lnM Ln) ?divr_gt0 // (ln_div Ln z0 t0) (lnXz Ln) //; ring.
Qed.

(** tilt/optimum: history-possible-for-mimic, challenger-given, optimum-exists, challenger-dominated.
    What pi falls short of the optimum by is its divergence from it, so the optimum is the only maximum; a pi that earns -oo is infinitely
    far from it, on both sides. *)
Theorem tilt_optimum b r p pi : 1 < b -> forecast p -> optimum_exists r p -> forecast pi -> challenger_dominated pi p ->
  (allowed r pi -> objective b r p (optimum b r p) - objective b r p pi = KL ln pi (optimum b r p)) /\
  (allowed r pi <-> within pi (optimum b r p)).
Proof.
move=> b1 fp opt fpi d; have b0 := lt_trans ltr01 b1; have z0 := normaliser_gt0 b0 fp opt.
have fo := optimum_forecast b0 fp opt; split=> [al | ].
  rewrite KL_optimum //; congr (_ - _); apply/eqP; rewrite -subr_eq0 -opprB oppr_eq0.
  rewrite -KL_optimum ?KLpp //; try by case: fo.
  - exact: optimum_within.
  - exact: optimum_allowed.
split=> [al x | w x rx]; last by apply: w; apply: optimum_allowed rx.
move=> /eqP; rewrite mulf_eq0 invr_eq0 (negbTE (lt0r_neq0 z0)) orbF mulf_eq0 => /orP[/eqP/d // | /eqP t0].
apply: al; case e: (r x) t0 => [n|] //; rewrite /tilt e /= => /eqP.
by rewrite (negbTE (lt0r_neq0 (exprz_gt0 n b0))).
Qed.

Definition challenger_earns_as_much b r p pi := allowed r pi /\ income r (optimum b r p) <= income r pi.

(** tilt/pareto: history-possible-for-mimic, challenger-given, optimum-exists, challenger-earns-as-much.
    Who earns as much as the optimum is at least as far from p (infinitely far where not pi << p). *)
Theorem tilt_pareto b r p pi : 1 < b -> forecast p -> optimum_exists r p -> forecast pi ->
  challenger_earns_as_much b r p pi -> within pi p -> KL ln (optimum b r p) p <= KL ln pi p.
Proof.
move=> b1 fp opt fpi [al earns] d; have b0 := lt_trans ltr01 b1.
have [/(_ al) gap [/(_ al) w _]] := tilt_optimum b1 fp opt fpi d.
have g0 := KL_ge0 Ln fpi (optimum_forecast b0 fp opt) w; rewrite -gap in g0.
have i0 : 0 <= ln b * (income r pi - income r (optimum b r p)).
  by apply: mulr_ge0; [apply: ln_ge0 (ltW b1) | rewrite subr_ge0].
rewrite -subr_ge0; have -> : KL ln pi p - KL ln (optimum b r p) p =
  objective b r p (optimum b r p) - objective b r p pi + ln b * (income r pi - income r (optimum b r p)).
  by rewrite /objective; ring.
exact: addr_ge0.
Qed.

(** tilt/path (divergence): history-possible-for-mimic, optimum-exists.
    As the base rises the optimum does not come nearer to p. *)
Theorem tilt_path_divergence b b' r p : 1 < b -> b <= b' -> forecast p -> optimum_exists r p ->
  KL ln (optimum b r p) p <= KL ln (optimum b' r p) p.
Proof.
move=> b1 bb fp opt; have b0 := lt_trans ltr01 b1; have b0' := lt_le_trans b0 bb.
apply: tilt_pareto => //; [exact: optimum_forecast | split | exact: optimum_within].
- exact: optimum_allowed.
- exact: tilt_path_reward.
Qed.

End Logarithm.

(** Rounds of tuning, each penalised against the model of the round before. *)

Lemma eq_optimum b r p p' : p =1 p' -> optimum b r p =1 optimum b r p'.
Proof. by move=> e x; rewrite /optimum /weigh e; congr (_ / _); apply: eq_bigr => y _; rewrite e. Qed.

Definition round b r p n := iter n (optimum b r) p.

(** tilt/rounds (composes): history-possible-for-mimic, optimum-exists.
    n rounds at base b are one at base b^n. *)
Theorem tilt_rounds_composes b r p n : 0 < b -> forecast p -> optimum_exists r p ->
  round b r p n.+1 =1 optimum (b ^+ n.+1) r p.
Proof.
move=> b0 fp opt; elim: n => [x|n IH x]; first by rewrite expr1.
rewrite [LHS](eq_optimum b r IH) [RHS](@optimum_further (b ^+ n.+1)) ?exprn_gt0 //.
by rewrite [b ^+ n.+2]exprS mulfK // lt0r_neq0 // exprn_gt0.
Qed.

(** tilt/rounds (spent): history-possible-for-mimic, optimum-exists.
    What the rounds spend adds up to no more than how far they went. *)
Theorem tilt_rounds_spent (ln : R -> R) b r p n : logarithm ln -> 1 < b -> forecast p -> optimum_exists r p ->
  \sum_(i < n) KL ln (round b r p i.+1) (round b r p i) <= KL ln (round b r p n) p.
Proof.
move=> Ln b1 fp opt; have b0 := lt_trans ltr01 b1; have [p0 _] := fp.
elim: n => [|[|n] IH]; rewrite ?big_ord0 ?big_ord1 ?KLpp //.
rewrite big_ord_recr /=; apply: le_trans (ler_add IH (lexx _)) _.
have bn : 0 < b ^+ n.+1 by rewrite exprn_gt0.
have bn' : 0 < b ^+ n.+2 by rewrite exprn_gt0.
have e := tilt_rounds_composes n b0 fp opt; have e' := tilt_rounds_composes n.+1 b0 fp opt.
rewrite (eq_KL ln e (frefl p)) (eq_KL ln e' e) (eq_KL ln e' (frefl p)).
have al m : allowed r (optimum m r p) by apply: optimum_allowed.
have w m : within (optimum m r p) p by apply: optimum_within.
have := KL_optimum Ln bn fp opt (optimum_forecast bn fp opt) (w _) (al _).
rewrite (KLpp Ln); last by case: (optimum_forecast bn fp opt).
rewrite (KL_optimum Ln bn fp opt (optimum_forecast bn' fp opt) (w _) (al _)) => /esym/eqP; rewrite subr_eq0 => /eqP ->.
have le : 0 <= ln (b ^+ n.+1) * (income r (optimum (b ^+ n.+2) r p) - income r (optimum (b ^+ n.+1) r p)).
  apply: mulr_ge0; first by apply: ln_ge0 => //; rewrite exprn_ege1 // ltW.
  by rewrite subr_ge0 tilt_path_reward // ler_eexpn2l.
rewrite -subr_ge0 /objective; move: le; congr (_ <= _); ring.
Qed.

(** Without the penalty. *)

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
  exists2 d : nat, (0 < d)%N & forall b, 0 < b -> b ^ n / b ^ hi = (b ^+ d)^-1.
Proof.
move=> lt; have e : (`|hi - n|%N : int) = hi - n by rewrite gez0_abs // subr_ge0 ltW.
exists `|hi - n|%N => [|b b0]; first by rewrite -ltz_nat e subr_gt0.
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
    The distance is at most (1-m)/(m b + 1-m) with m = p(argmax), so p(.|argmax) is the limit. *)
Theorem tilt_collapse_vanishes b (m := Pr p best) : 1 <= b ->
  TV (optimum b r p) (given p best) <= (1 - m) / (m * b + (1 - m)).
Proof.
move=> b1; have b0 := lt_le_trans ltr01 b1; have [p0 _] := fp.
have [x0 [hi [bx0 r0 bE]]] := argmax_exists p0 opt; have m0 : 0 < m := argmax_mass.
have m1 : 0 <= 1 - m by rewrite subr_ge0 Pr_le1.
rewrite (tilt_collapse_limit b0 bx0) -/m.
have d0 : 0 < m * b + (1 - m) by rewrite ltr_paddr ?mulr_gt0.
have -> : (1 - m) / (m * b + (1 - m)) = 1 - m * (b / (m * b + (1 - m))) by field; rewrite lt0r_neq0.
rewrite ler_add2l ler_opp2 -mulrA; apply: ler_wpmul2l; first exact: ltW.
have -> : b / (m * b + (1 - m)) = (m + (1 - m) / b)^-1 by field; rewrite !lt0r_neq0 // ltr_paddr ?divr_gt0 ?divr_ge0 ?ltW.
rewrite /tilt r0 /= -/(tilt b r) -[_ / expect p (tilt b r)]invf_div.
rewrite lef_pinv ?posrE ?divr_gt0 ?exprz_gt0 ?normaliser_gt0 //; last first.
  by rewrite ltr_paddr // divr_ge0 // ltW.
rewrite normaliser_scaled // ler_add2l -(PrC best fp) /Pr mulr_suml.
apply: ler_sum => x nb; have [-> | low] := below_top bE nb; first by rewrite !mul0r.
apply: ler_wpmul2l => //; rewrite /tilt; case: (r x) low => [n|_] /=; last by rewrite mul0r invr_ge0 ltW.
move=> /quotientE[d pos q]; rewrite q // lef_pinv ?posrE ?exprn_gt0 //; exact: ler_eexpr.
Qed.

End Collapse.
End Tilt.
