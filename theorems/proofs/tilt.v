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

(** lo is lower than hi; -oo is lower than all. *)
Definition lower (lo : option int) (hi : int) := if lo is Some n then n < hi else true.

Lemma factor_lower b lo hi : 1 < b -> lower lo hi -> factor b lo < b ^ hi.
Proof.
move=> b1; have b0 := lt_trans ltr01 b1; case: lo => [n|_] /=; last exact: exprz_gt0.
by move=> lt; rewrite ltr_eexpz2l.
Qed.

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

(** tilt/optimum: history-possible-for-mimic, challenger-given, optimum-exists.
    What pi falls short of the optimum by is its divergence from it, so the optimum is the only maximum; both are
    infinite alike, where pi reaches what p does not, or what is forbidden. *)
Theorem tilt_optimum b r p pi : 1 < b -> forecast p -> optimum_exists r p -> forecast pi ->
  (within pi p -> allowed r pi -> objective b r p (optimum b r p) - objective b r p pi = KL ln pi (optimum b r p)) /\
  (within pi p /\ allowed r pi <-> within pi (optimum b r p)).
Proof.
move=> b1 fp opt fpi; have b0 := lt_trans ltr01 b1; have z0 := normaliser_gt0 b0 fp opt.
have fo := optimum_forecast b0 fp opt; split=> [d al | ].
  rewrite KL_optimum //; congr (_ - _); apply/eqP; rewrite -subr_eq0 -opprB oppr_eq0.
  rewrite -KL_optimum ?KLpp //; try by case: fo.
  - exact: optimum_within.
  - exact: optimum_allowed.
split=> [[d al] x | w]; last by split=> [x /optimum_within/w // | x rx]; apply: w; apply: optimum_allowed rx.
move=> /eqP; rewrite mulf_eq0 invr_eq0 (negbTE (lt0r_neq0 z0)) orbF mulf_eq0 => /orP[/eqP/d // | /eqP t0].
apply: al; case e: (r x) t0 => [n|] //; rewrite /tilt e /= => /eqP.
by rewrite (negbTE (lt0r_neq0 (exprz_gt0 n b0))).
Qed.

Definition challenger_earns_as_much b r p pi := allowed r pi /\ income r (optimum b r p) <= income r pi.

(** tilt/pareto: history-possible-for-mimic, challenger-given, optimum-exists, challenger-earns-as-much.
    Who earns as much as the optimum is at least as far from p. It supposes within pi p, that is pi << p: elsewhere pi is
    infinitely far. *)
Theorem tilt_pareto b r p pi : 1 < b -> forecast p -> optimum_exists r p -> forecast pi ->
  challenger_earns_as_much b r p pi -> within pi p -> KL ln (optimum b r p) p <= KL ln pi p.
Proof.
move=> b1 fp opt fpi [al earns] d; have b0 := lt_trans ltr01 b1.
have [/(_ d al) gap [/(_ (conj d al)) w _]] := tilt_optimum b1 fp opt fpi.
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

End Tilt.
