(** Tuning with another penalty than the KL divergence. What keeps the forecasts is that the penalty is strictly convex,
    not that it is a logarithm. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude instances log tilt tilt_collapse forcing.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Penalties.
Variables (R : realFieldType) (X : finType).
Implicit Types (p q pi g h : X -> R) (b : R) (r : X -> option int) (hi : int) (x : X) (E : pred X).

(** Le Cam's penalty; where both weights are 0 it counts nothing. *)
Definition le_cam p q := \sum_x (p x - q x) ^+ 2 / (p x + q x).

Lemma sum_ge0 p q : nonneg p -> nonneg q -> forall x, 0 <= q x + p x.
Proof. by move=> p0 q0 x; rewrite addr_ge0. Qed.

Lemma sum0_diff0 p q : nonneg p -> nonneg q -> forall x, q x + p x = 0 -> q x - p x = 0.
Proof. by move=> p0 q0 x /eqP; rewrite paddr_eq0 // => /andP[/eqP -> /eqP ->]; rewrite subrr. Qed.

(** How much larger a sum of squares over weights is than the square of the sum over their sum. *)
Lemma square_gap E (d s : X -> R) : nonneg s -> (forall x, s x = 0 -> d x = 0) ->
  \sum_(x | E x) d x ^+ 2 / s x = (\sum_(x | E x) d x) ^+ 2 / (\sum_(x | E x) s x) +
    \sum_(x | E x) s x * (d x / s x - (\sum_(y | E y) d y) / (\sum_(y | E y) s y)) ^+ 2.
Proof.
move=> s0 ds; set D := \sum_(x | E x) d x; set S := \sum_(x | E x) s x.
have -> : \sum_(x | E x) s x * (d x / s x - D / S) ^+ 2 =
    \sum_(x | E x) (d x ^+ 2 / s x - 2%:R * (D / S) * d x + (D / S) ^+ 2 * s x).
  apply: eq_bigr => x _; have [sx|sx] := eqVneq (s x) 0.
    by rewrite sx ds // !(mul0r, mulr0, invr0, expr0n, subr0, addr0).
  by move: (D / S) => u; field.
rewrite big_split sumrB -!mulr_sumr -/D -/S /=.
have [S0|S0] := eqVneq S 0; first by rewrite S0 invr0; ring.
by field.
Qed.

Section Feature.
Variables (Y : finType) (f : X -> Y).
Notation inside := (cell f).

(** pi-bar: the feature has the law that pi gives it, and the forecasts given it are those of p. *)
Definition pooled pi p x := Pr pi (inside (f x)) * given p (inside (f x)) x.

Lemma pooledE pi p x : pooled pi p x = Pr pi (inside (f x)) / Pr p (inside (f x)) * p x.
Proof. by rewrite /pooled /given /cell /= eqxx; ring. Qed.

Lemma sum_by_cell (h : X -> R) : \sum_x h x = \sum_y \sum_(x | inside y x) h x.
Proof. by rewrite (partition_big f predT). Qed.

Section Pool.
Variables (pi p : X -> R).
Hypotheses (p0 : nonneg p) (pi0 : nonneg pi) (d : challenger_dominated pi p).

Lemma cell_share x : p x != 0 -> Pr p (inside (f x)) != 0.
Proof. by apply: contra_neq => e; apply: Pr_eq0 e _ => //; apply/eqP. Qed.

Lemma pooled_cell y : Pr (pooled pi p) (inside y) = Pr pi (inside y).
Proof.
transitivity (\sum_(x | inside y x) Pr pi (inside y) / Pr p (inside y) * p x).
  by apply: eq_bigr => x /eqP fx; rewrite pooledE fx.
rewrite -mulr_sumr -/(Pr p _); have [e|ne] := eqVneq (Pr p (inside y)) 0; last by rewrite divfK.
by rewrite e mulr0 (Pr_within p0 d e).
Qed.

Lemma pooled_ge0 : nonneg (pooled pi p).
Proof. by move=> x; rewrite mulr_ge0 ?Pr_ge0 ?given_ge0. Qed.

Lemma pooled_forecast : forecast pi -> forecast (pooled pi p).
Proof.
move=> [_ pi1]; split; first exact: pooled_ge0.
by rewrite -pi1 !sum_by_cell; apply: eq_bigr => y _; apply: pooled_cell.
Qed.

Lemma pooled_within : within (pooled pi p) p.
Proof. by move=> x px; rewrite pooledE px mulr0. Qed.

End Pool.

(** penalty/synchrony (reward): history-possible-for-mimic, challenger-given, challenger-dominated, feature-decides-reward.
    If the feature decides the reward, pi-bar, a law within p, earns what pi earns; both earn -oo or neither. *)
Theorem penalty_synchrony_reward r p pi : forecast p -> forecast pi -> challenger_dominated pi p ->
  feature_decides_reward f r ->
  [/\ forecast (pooled pi p), within (pooled pi p) p, allowed r (pooled pi p) <-> allowed r pi &
    allowed r pi -> income r (pooled pi p) = income r pi].
Proof.
move=> [p0 _] fpi d [u ur]; have [pi0 _] := fpi.
have C := pooled_cell p0 d; split; [exact: pooled_forecast | exact: pooled_within | |]; last first.
  move=> _; rewrite /income !sum_by_cell; apply: eq_bigr => y _.
  transitivity (Pr (pooled pi p) (inside y) * (if u y is Some n then n%:~R else 0)).
    by rewrite /Pr mulr_suml; apply: eq_bigr => x /eqP fx; rewrite ur fx.
  by rewrite C /Pr mulr_suml; apply: eq_bigr => x /eqP fx; rewrite ur fx.
have same q x : nonneg q -> allowed r q -> r x = None -> Pr q (inside (f x)) = 0.
  by move=> _ al rx; apply: big1 => z /eqP fz; apply: al; rewrite ur fz -ur.
split=> al x rx.
  have := same _ x (pooled_ge0 p0 pi0) al rx; rewrite C => e.
  by apply: Pr_eq0 e _ => //; apply/eqP.
by rewrite pooledE (same pi) // !mul0r.
Qed.

(** penalty/synchrony (chi-square): history-possible-for-mimic, challenger-given, challenger-dominated.
    What chi-square falls by is the chi-square within the cells, weighed by pi(f)^2/p(f). *)
Theorem penalty_synchrony_chi_square p pi : forecast p -> forecast pi -> challenger_dominated pi p ->
  chi_square pi p - chi_square (pooled pi p) p =
  \sum_y Pr pi (inside y) ^+ 2 / Pr p (inside y) * chi_square (given pi (inside y)) (given p (inside y)).
Proof.
move=> [p0 _] [pi0 _] d; rewrite /chi_square -sumrB sum_by_cell; apply: eq_bigr => y _.
have [e|P0] := eqVneq (Pr p (inside y)) 0.
  rewrite e invr0 mulr0 mul0r; apply: big1 => x cx; have px := Pr_eq0 p0 e cx.
  by rewrite px d // invr0; ring.
have [e|Q0] := eqVneq (Pr pi (inside y)) 0.
  rewrite e expr0n !mul0r; apply: big1 => x cx; have px := Pr_eq0 pi0 e cx.
  by rewrite pooledE (eqP cx) e !mul0r px subrr.
set P := Pr p _ in P0 *; set Q := Pr pi _ in Q0 *.
rewrite [in RHS](bigID (inside y)) /= [X in _ * (_ + X)]big1 ?addr0; last first.
  by move=> x nx; rewrite /given (negbTE nx) subrr expr0n mul0r.
transitivity (\sum_(x | inside y x) (pi x ^+ 2 / p x - 2%:R * pi x + 2%:R * (Q / P) * p x - (Q / P) ^+ 2 * p x)).
  apply: eq_bigr => x cx; rewrite pooledE (eqP cx) -/P -/Q; have [px|px] := eqVneq (p x) 0.
    by rewrite px d // invr0; ring.
  by field; rewrite px P0.
transitivity (\sum_(x | inside y x) (pi x ^+ 2 / p x - 2%:R * (Q / P) * pi x + (Q / P) ^+ 2 * p x)).
  rewrite !big_split /= !sumrN -!mulr_sumr -/(Pr pi _) -/(Pr p _) -/P -/Q -!addrA; congr (_ + _).
  by field.
rewrite mulr_sumr; apply: eq_bigr => x cx; rewrite /given cx -/P -/Q; have [px|px] := eqVneq (p x) 0.
  by rewrite px d // !(mul0r, invr0, mulr0, subrr, expr0n, addr0).
by field; rewrite px P0 Q0.
Qed.

(** pi changes the forecast given some value of the feature that it reaches. *)
Definition challenger_changes_forecast pi p :=
  exists y, 0 < Pr pi (inside y) /\ exists x, given pi (inside y) x != given p (inside y) x.

(** penalty/synchrony (le-cam): history-possible-for-mimic, challenger-given, challenger-dominated, challenger-changes-forecast.
    Where pi changes a forecast given the feature, pi-bar has a smaller penalty of Le Cam's. *)
Theorem penalty_synchrony_le_cam p pi : forecast p -> forecast pi -> challenger_dominated pi p ->
  challenger_changes_forecast pi p -> le_cam (pooled pi p) p < le_cam pi p.
Proof.
move=> [p0 _] [pi0 _] d [y [y0 [x xy]]].
have [s0 s00] := (sum_ge0 p0 pi0, sum0_diff0 p0 pi0).
pose D c := \sum_(z | inside c z) (pi z - p z); pose S c := \sum_(z | inside c z) (pi z + p z).
have DE c : D c = Pr pi (inside c) - Pr p (inside c) by rewrite /D sumrB.
have SE c : S c = Pr pi (inside c) + Pr p (inside c) by rewrite /S big_split.
have -> : le_cam pi p = le_cam (pooled pi p) p +
    \sum_z (pi z + p z) * ((pi z - p z) / (pi z + p z) - D (f z) / S (f z)) ^+ 2.
  rewrite /le_cam !sum_by_cell -big_split; apply: eq_bigr => c _ /=.
  rewrite (square_gap (inside c) s0 s00) -/(D c) -/(S c); congr (_ + _); last first.
    by apply: eq_bigr => z /eqP ->.
  have [e|P0] := eqVneq (Pr p (inside c)) 0.
    rewrite DE e (Pr_within p0 d e) subrr expr0n mul0r big1 // => z cz.
    by rewrite pooledE (Pr_eq0 p0 e cz) mulr0 subrr expr0n mul0r.
  have P1 : 0 < Pr p (inside c) by rewrite lt0r P0 Pr_ge0.
  have T0 : Pr pi (inside c) + Pr p (inside c) != 0 by rewrite gt_eqF // ltr_paddl // Pr_ge0.
  transitivity (\sum_(z | inside c z) (D c) ^+ 2 / (S c * Pr p (inside c)) * p z).
    by rewrite -mulr_sumr -/(Pr p _) DE SE; field; rewrite P0 T0.
  apply: eq_bigr => z cz; rewrite pooledE (eqP cz) DE SE; have [pz|pz] := eqVneq (p z) 0.
    by rewrite pz !mulr0 subrr expr0n mul0r.
  field; rewrite P0 T0 andbT /=.
  have -> : Pr pi (inside c) * p z + p z * Pr p (inside c) = p z * (Pr pi (inside c) + Pr p (inside c)) by ring.
  by rewrite mulf_neq0.
rewrite ltr_addl (bigD1 x) //= ltr_paddr ?sumr_ge0 // => [z _|]; first by rewrite mulr_ge0 ?sqr_ge0.
have cx : inside y x by apply: contraNT xy => nx; rewrite /given (negbTE nx).
have px : p x != 0 by apply: contraNneq xy => px; rewrite /given cx px d // !mul0r.
have px0 : 0 < p x by rewrite lt0r px p0.
have sx : 0 < pi x + p x by rewrite ltr_paddl.
have P0 : 0 < Pr p (inside y) by rewrite lt0r Pr_ge0 // andbT -(eqP cx) cell_share.
rewrite pmulr_rgt0 // lt0r sqr_ge0 andbT sqrf_eq0 (eqP cx) DE SE; apply: contraNneq xy => e.
rewrite /given cx; move: e; set Q := Pr pi _ in y0 *; set P := Pr p _ in P0 *.
have T0 : 0 < Q + P by rewrite addr_gt0.
move/eqP; rewrite subr_eq0 (eqr_div _ _ (lt0r_neq0 sx) (lt0r_neq0 T0)) => /eqP e.
rewrite (eqr_div _ _ (lt0r_neq0 y0) (lt0r_neq0 P0)) -subr_eq0; apply/eqP/(@mulfI _ 2%:R); first by rewrite pnatr_eq0.
rewrite mulr0 (_ : _ * _ = (pi x - p x) * (Q + P) - (Q - P) * (pi x + p x)); last by ring.
by rewrite e subrr.
Qed.

(** penalty/synchrony (kl): history-possible-for-mimic, challenger-given, challenger-dominated.
    What KL falls by is the mean divergence within the cells. *)
Theorem penalty_synchrony_kl (ln : R -> R) p pi : logarithm ln -> forecast p -> forecast pi ->
  challenger_dominated pi p -> KL ln pi p - KL ln (pooled pi p) p =
  \sum_y Pr pi (inside y) * KL ln (given pi (inside y)) (given p (inside y)).
Proof.
move=> Ln [p0 _] [pi0 _] d; rewrite /KL -sumrB sum_by_cell; apply: eq_bigr => y _.
have [e|Q0] := eqVneq (Pr pi (inside y)) 0.
  rewrite e mul0r; apply: big1 => x cx; have px := Pr_eq0 pi0 e cx.
  by rewrite pooledE (eqP cx) e px !mul0r subrr.
have P0 : Pr p (inside y) != 0 by apply: contra_neq Q0; apply: Pr_within.
set P := Pr p _ in P0 *; set Q := Pr pi _ in Q0 *.
have Pp : 0 < P by rewrite lt0r P0 Pr_ge0.
have Qp : 0 < Q by rewrite lt0r Q0 Pr_ge0.
rewrite [in RHS](bigID (inside y)) /= [X in _ * (_ + X)]big1 ?addr0; last first.
  by move=> x nx; rewrite /given (negbTE nx) mul0r.
have -> : \sum_(x | inside y x) (pi x * ln (pi x / p x) - pooled pi p x * ln (pooled pi p x / p x)) =
    \sum_(x | inside y x) (pi x * ln (pi x / p x) - pi x * ln (Q / P)).
  rewrite !sumrB -mulr_suml; congr (_ - _); transitivity (\sum_(x | inside y x) pooled pi p x * ln (Q / P)).
    apply: eq_bigr => x cx; rewrite pooledE (eqP cx) -/Q -/P; have [->|px] := eqVneq (p x) 0.
      by rewrite mulr0 !mul0r.
    by rewrite mulfK.
  by rewrite -mulr_suml -/(Pr _ _) pooled_cell.
rewrite mulr_sumr; apply: eq_bigr => x cx; rewrite /given cx -/P -/Q -mulrBr.
have [->|pix] := eqVneq (pi x) 0; first by rewrite !mul0r mulr0.
have [pix0 px0] := within_pos pi0 p0 d pix.
rewrite -(ln_div Ln) ?divr_gt0 // mulrA mulrCA mulfV ?mulr1 //; congr (_ * ln _).
by field; rewrite !gt_eqF.
Qed.

End Feature.

(** Hard tuning. What the challenger produces succeeds for certain, and is within reach. *)
Definition challenger_succeeds p g pi := Pr pi (forcing g) = 1 /\ within pi p.

Section Forced.
Variables (p g pi : X -> R).
Hypotheses (fp : forecast p) (fpi : forecast pi).
Hypotheses (reach : forcing_set_reachable p g) (succeeds : challenger_succeeds p g pi).
Notation F := (forcing g).
Notation m := (Pr p F).

Lemma succeeds_outside x : ~~ F x -> pi x = 0.
Proof.
have [[pi0 _] [s _]] := (fpi, succeeds); move=> nx.
by apply: (Pr_eq0 pi0 (E := predC F)) => //; rewrite PrC // s subrr.
Qed.

(** penalty/forcing (chi-square): history-possible-for-mimic, challenger-given, forcing-set-reachable, challenger-succeeds.
    The chi-square from p is that from p(.|X_F), but for a factor and a constant, so that only p(.|X_F) has as
    small a one. *)
Theorem penalty_forcing_chi_square : m * (chi_square pi p + 1) = chi_square pi (given p F) + 1 /\
  (chi_square pi p <= chi_square (given p F) p -> pi =1 given p F).
Proof.
have [[p0 p1] [pi0 pi1]] := (fp, fpi); have [s w] := succeeds; have m0 := lt0r_neq0 reach.
have [g0 g1] := forced_forecast fp reach.
have wg : within pi (given p F).
  move=> x; rewrite /given; case Fx: (F x); last by rewrite succeeds_outside ?Fx.
  by move/eqP; rewrite mulf_eq0 invr_eq0 (negbTE m0) orbF => /eqP /w.
suff e : m * (chi_square pi p + 1) = chi_square pi (given p F) + 1.
  split=> // le; have q0 x : 0 <= (pi x - given p F x) ^+ 2 / given p F x by rewrite divr_ge0 ?sqr_ge0.
  have : chi_square pi (given p F) = 0.
    apply/le_anti; rewrite sumr_ge0 // andbT -(ler_add2r 1) add0r -e.
    apply: le_trans (ler_wpmul2l (ltW reach) (_ : _ <= chi_square (given p F) p + 1)) _; first by rewrite ler_add2r.
    by rewrite chi_square_given // subrK mulfV.
  move=> /(sum_eq0 q0) z x; have /eqP := z x; rewrite mulf_eq0 invr_eq0 sqrf_eq0 subr_eq0 => /orP[/eqP //|/eqP gx].
  by rewrite gx wg.
have full q : nonneg q -> \sum_x q x = 1 -> within pi q ->
    chi_square pi q + 1 = \sum_(x | F x) pi x ^+ 2 / q x.
  move=> q0 q1 wq; rewrite /chi_square.
  rewrite (eq_bigr (fun x => pi x ^+ 2 / q x - 2%:R * pi x + q x)) => [|x _]; last first.
    by have [e|qx] := eqVneq (q x) 0; [rewrite e wq // invr0; ring | field].
  have -> : \sum_(x | F x) pi x ^+ 2 / q x = \sum_x pi x ^+ 2 / q x.
    by rewrite [RHS](bigID F) /= [X in _ + X]big1 ?addr0 // => x nx; rewrite succeeds_outside // expr0n mul0r.
  by rewrite !big_split /= sumrN -mulr_sumr pi1 q1; move: (\sum_x _); move=> A; ring.
rewrite !full // mulr_sumr; apply: eq_bigr => x Fx; rewrite /given Fx.
by have [e|px] := eqVneq (p x) 0; [rewrite e w // !expr0n !mul0r mulr0 | field; rewrite px m0].
Qed.

(** penalty/forcing (le-cam): history-possible-for-mimic, challenger-given, forcing-set-reachable, challenger-succeeds.
    Le Cam's penalty is the least at p(.|X_F). *)
Theorem penalty_forcing_le_cam :
  le_cam (given p F) p = 2%:R * (1 - m) / (1 + m) /\ 2%:R * (1 - m) / (1 + m) <= le_cam pi p.
Proof.
have [[p0 p1] [pi0 pi1]] := (fp, fpi); have [s w] := succeeds; have m0 := lt0r_neq0 reach.
have d0 : 1 + m != 0 by rewrite gt_eqF // addr_gt0 // ltr01.
have out q : nonneg q -> (forall x, ~~ F x -> q x = 0) ->
    le_cam q p = \sum_(x | F x) (q x - p x) ^+ 2 / (q x + p x) + (1 - m).
  move=> q0 qF; rewrite /le_cam (bigID F) /=; congr (_ + _); rewrite -PrC //; apply: eq_bigr => x nx.
  rewrite qF // sub0r add0r sqrrN; have [->|px] := eqVneq (p x) 0; first by rewrite invr0 mulr0.
  by rewrite expr2 mulfK.
have [g0 _] := forced_forecast fp reach; split.
  rewrite out // => [|x nx]; last by rewrite /given (negbTE nx).
  rewrite (eq_bigr (fun x => p x * ((1 - m) ^+ 2 / (m * (1 + m))))) => [|x Fx].
    by rewrite -mulr_suml -/(Pr p F); field; rewrite d0.
  rewrite /given Fx; have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r subrr expr0n mul0r.
  by field; rewrite m0 d0 -[X in X + _]mulr1 -mulrDr mulf_neq0.
rewrite (out pi) //; last exact: succeeds_outside.
rewrite (square_gap F (sum_ge0 p0 pi0) (sum0_diff0 p0 pi0)) sumrB big_split /= -!/(Pr _ F) s.
have -> : 2%:R * (1 - m) / (1 + m) = (1 - m) ^+ 2 / (1 + m) + (1 - m) by field; rewrite d0.
by rewrite ler_add2r ler_addl sumr_ge0 // => x _; rewrite mulr_ge0 ?sqr_ge0 ?sum_ge0.
Qed.

(** penalty/forcing (total-variation): history-possible-for-mimic, challenger-given, forcing-set-reachable, challenger-succeeds.
    So is the distance, though not at p(.|X_F) only. *)
Theorem penalty_forcing_total_variation : TV (given p F) p = 1 - m /\ 1 - m <= TV pi p.
Proof.
have [[_ p1] [_ pi1]] := (fp, fpi); have [s _] := succeeds; split; first by rewrite TVC TV_given.
by rewrite -s; apply: le_trans (ler_norm _) (TV_event _ _); rewrite p1 pi1.
Qed.

End Forced.

(** beta, for a penalty that is not measured in nats: 1/(b - 1) at base b. *)
Definition penalty_weight b := (b - 1)^-1.

Lemma penalty_weight_gt0 b : 1 < b -> 0 < penalty_weight b.
Proof. by move=> b1; rewrite invr_gt0 subr_gt0. Qed.

(** The reward as a number, 0 where it is -oo. *)
Definition earned r x : R := if r x is Some n then n%:~R else 0.

(** What p reaches and the reward allows, of a reward of at least that of x. *)
Definition in_reach r p x := (p x != 0) && (r x != None).
Definition from_reward r p x : pred X := [pred y | in_reach r p y && reward_le (r x) (r y)].

(** The lambda at which p (1 + (r - lambda)/beta) sums to 1 over the outcomes of at least the reward of x. *)
Definition lambda_from b r p x :=
  (penalty_weight b * (Pr p (from_reward r p x) - 1) + \sum_(y | from_reward r p x y) p y * earned r y)
    / Pr p (from_reward r p x).

(** The largest of them is that of p max(0, 1 + (r - lambda)/beta). *)
Definition water_level b r p :=
  if [pick x | in_reach r p x && [forall y, in_reach r p y ==> (lambda_from b r p y <= lambda_from b r p x)]] is Some x
  then lambda_from b r p x else 0.

Definition linear_weight b r p (l : R) x :=
  if r x is Some n then p x * Num.max 0 (1 + (n%:~R - l) / penalty_weight b) else 0.

(** The optimum for the penalty beta/2 chi-square. *)
Definition linear_optimum b r p := linear_weight b r p (water_level b r p).

Section Quadratic.
Variables (b : R) (r : X -> option int) (p : X -> R).
Hypotheses (b1 : 1 < b) (fp : forecast p).
Notation beta := (penalty_weight b).
Notation kept l := (fun y => p y * (1 + (earned r y - l) / beta)).

Lemma lambda_sum x l : \sum_(y | from_reward r p x y) kept l y =
  (\sum_(y | from_reward r p x y) p y * earned r y - l * Pr p (from_reward r p x)) / beta + Pr p (from_reward r p x).
Proof.
rewrite /Pr mulr_sumr -sumrB mulr_suml -big_split; apply: eq_bigr => y _ /=.
by field; rewrite gt_eqF // penalty_weight_gt0.
Qed.

Lemma from_gt0 x : in_reach r p x -> 0 < Pr p (from_reward r p x).
Proof.
have [p0 _] := fp; move=> rx; rewrite /Pr (bigD1 x) /=; last first.
  by rewrite /from_reward /= rx; case: (r x) => //= n; rewrite lexx.
by rewrite ltr_paddr ?sumr_ge0 // lt0r p0 andbT; case/andP: rx.
Qed.

Lemma lambda_sum_lambda x l : in_reach r p x ->
  \sum_(y | from_reward r p x y) kept l y = 1 + (lambda_from b r p x - l) * Pr p (from_reward r p x) / beta.
Proof.
move=> /from_gt0 s0; rewrite lambda_sum /lambda_from; have b0 := penalty_weight_gt0 b1.
by field; rewrite !gt_eqF.
Qed.

Lemma linear_weightE l x : in_reach r p x -> linear_weight b r p l x = p x * Num.max 0 (1 + (earned r x - l) / beta).
Proof. by rewrite /linear_weight /earned => /andP[_]; case: (r x). Qed.

Lemma linear_weight0 l x : ~~ in_reach r p x -> linear_weight b r p l x = 0.
Proof.
by rewrite /linear_weight negb_and !negbK => /orP[] /eqP ->; [case: (r x) => // n; rewrite mul0r|].
Qed.

(** What is kept at a level is what has a reward of at least that of the lowest kept. *)
Lemma linear_sum l : (exists2 x, in_reach r p x & 0 < 1 + (earned r x - l) / beta) ->
  exists2 x, in_reach r p x & \sum_y linear_weight b r p l y = \sum_(y | from_reward r p x y) kept l y.
Proof.
have bp := penalty_weight_gt0 b1; case=> x0 rx0 kx0.
pose P := [pred x | in_reach r p x && (0 < 1 + (earned r x - l) / beta)].
have Px0 : P x0 by rewrite /= rx0 kx0.
case: (@arg_minP _ R X x0 P (earned r) Px0) => x /andP[rx kx] low; exists x => //.
rewrite [RHS]big_mkcond; apply: eq_bigr => y _; rewrite /from_reward /=; case ry: (in_reach r p y); last first.
  by rewrite linear_weight0 ?ry /=.
have le : reward_le (r x) (r y) = (earned r x <= earned r y).
  move: rx ry; rewrite /in_reach /earned => /andP[_]; case: (r x) => // n _ /andP[_].
  by case: (r y) => // k _; rewrite /= ler_int.
rewrite linear_weightE // le /=; case: ifP => [xy|/negbT].
  rewrite (elimT max_idPr) // (le_trans (ltW kx)) // ler_add2l.
  by apply: ler_wpmul2r; [rewrite ltW // invr_gt0 | rewrite ler_add2r].
rewrite -ltNge => yx; rewrite (elimT max_idPl) ?mulr0 // leNgt; apply/negP => ky.
by have := low y; rewrite /= ry ky => /(_ isT); rewrite leNgt yx.
Qed.

Lemma water_levelE : optimum_exists r p -> exists2 x, in_reach r p x &
  water_level b r p = lambda_from b r p x /\ forall y, in_reach r p y -> lambda_from b r p y <= lambda_from b r p x.
Proof.
case=> x0 [px0 rx0]; have R0 : in_reach r p x0 by rewrite /in_reach gt_eqF.
rewrite /water_level; case: pickP => [x /andP[rx /forallP top]|no].
  by exists x => //; split=> // y ry; have := top y; rewrite ry.
case: (@arg_maxP _ R X x0 (in_reach r p) (lambda_from b r p) R0) => x rx top.
have := no x; rewrite rx /= => /negP[]; apply/forallP => y; apply/implyP; exact: top.
Qed.

(** penalty/chi-square (sums): history-possible-for-mimic, challenger-given (not needed), optimum-exists.
    At the level lambda the weights p max(0, 1 + (r - lambda)/beta) sum to 1. *)
Theorem penalty_chi_square_sums : optimum_exists r p -> \sum_x linear_optimum b r p x = 1.
Proof.
move=> opt; have bp := penalty_weight_gt0 b1; have [p0 _] := fp; have [x rx [e top]] := water_levelE opt.
rewrite /linear_optimum e; set l := lambda_from b r p x.
have full : \sum_(y | from_reward r p x y) kept l y = 1.
  by rewrite lambda_sum_lambda // subrr !mul0r addr0.
have [|z rz ez] := @linear_sum l.
  case: (pickP [pred y | in_reach r p y && (0 < 1 + (earned r y - l) / beta)]) => [y /andP[]|no]; first by exists y.
  move/eqP: full; rewrite lt_eqF // (le_lt_trans _ ltr01) //.
  rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => y /andP[ry _].
  by rewrite oppr_ge0 mulr_ge0_le0 // leNgt; have := no y; rewrite /= ry /= => ->.
apply/le_anti/andP; split.
  rewrite ez lambda_sum_lambda // ger_addl; apply: mulr_le0_ge0; last by rewrite invr_ge0 ltW.
  by rewrite mulr_le0_ge0 ?subr_le0 ?Pr_ge0 // top.
rewrite -full [X in X <= _]big_mkcond; apply: ler_sum => y _; case: ifP => [/andP[ry _]|_].
  by rewrite linear_weightE // ler_wpmul2l // le_maxr lexx orbT.
by rewrite /linear_weight; case: (r y) => // n; rewrite mulr_ge0 // le_maxr lexx.
Qed.

(** J(pi) = E_pi[r] - beta/2 chi-square(pi||p) of a pi << p that earns no -oo: elsewhere it is -oo. *)
Definition quadratic_objective pi := income r pi - beta / 2%:R * chi_square pi p.

(** penalty/chi-square (gap): history-possible-for-mimic, challenger-given, optimum-exists.
    What pi falls short of the optimum by: so it is the only one. It supposes within pi p and allowed: elsewhere both
    sides are infinite. *)
Theorem penalty_chi_square_gap pi : forecast pi -> optimum_exists r p -> within pi p -> allowed r pi ->
  quadratic_objective (linear_optimum b r p) - quadratic_objective pi =
    beta / 2%:R * (\sum_x (pi x - linear_optimum b r p x) ^+ 2 / p x) +
      \sum_x pi x * Num.max 0 (water_level b r p - beta - earned r x) /\
  (quadratic_objective (linear_optimum b r p) <= quadratic_objective pi -> pi =1 linear_optimum b r p).
Proof.
move=> [pi0 pi1] opt w al; have [p0 _] := fp; set gap := (X in _ - _ = X).
suff e : quadratic_objective (linear_optimum b r p) - quadratic_objective pi = gap.
  split=> //; rewrite -subr_le0 e => le x; pose d y := (pi y - linear_optimum b r p y) ^+ 2 / p y.
  have d0 y : 0 <= d y by rewrite divr_ge0 ?sqr_ge0.
  have s0 : 0 <= \sum_y pi y * Num.max 0 (water_level b r p - beta - earned r y).
    by apply: sumr_ge0 => y _; rewrite mulr_ge0 // le_maxr lexx.
  have h0 : 0 < beta / 2%:R by rewrite divr_gt0 ?penalty_weight_gt0 ?ltr0n.
  have /(sum_eq0 d0) /(_ x) /eqP : \sum_y d y = 0.
    apply/le_anti; rewrite sumr_ge0 // andbT -(ler_pmul2l h0) mulr0; apply: le_trans le.
    by rewrite /gap ler_addl.
  rewrite /d mulf_eq0 invr_eq0 sqrf_eq0 subr_eq0 => /orP[/eqP //|/eqP px].
  rewrite w // /linear_optimum /linear_weight px; case: (r x) => // n; by rewrite mul0r.
rewrite {}/gap; have sums := penalty_chi_square_sums opt; have bp := lt0r_neq0 (penalty_weight_gt0 b1).
set l := water_level b r p; set best := linear_optimum b r p in sums *.
have z A : A = A + \sum_x l * (best x - pi x) by rewrite -mulr_sumr sumrB sums pi1 subrr mulr0 addr0.
rewrite [RHS]z /quadratic_objective /income /chi_square !mulr_sumr -!sumrB -!big_split /=.
apply: eq_bigr => x _; rewrite -/(earned r x).
have [e|px] := eqVneq (p x) 0.
  have -> : best x = 0 by rewrite /best /linear_optimum /linear_weight e; case: (r x) => // n; rewrite mul0r.
  by rewrite w // e; ring.
case e: (r x) => [n|]; last first.
  have -> : best x = 0 by rewrite /best /linear_optimum /linear_weight e.
  by rewrite al // /earned e; field.
have -> : best x = p x * Num.max 0 (1 + (earned r x - l) / beta).
  by rewrite /best /linear_optimum /linear_weight e /earned e.
have eb : (1 + (earned r x - l) / beta) * beta = - (l - beta - earned r x) by field.
case: (lerP 0 (1 + (earned r x - l) / beta)) => [k|k].
  have s0 : l - beta - earned r x <= 0 by rewrite -oppr_ge0 -eb mulr_ge0 // ltW // penalty_weight_gt0.
  by rewrite (elimT max_idPl s0) mulr0; field; rewrite px bp.
have s0 : 0 <= l - beta - earned r x by rewrite -oppr_le0 -eb mulr_le0_ge0 // ltW // penalty_weight_gt0.
by rewrite (elimT max_idPr s0) mulr0; field.
Qed.

End Quadratic.

(** The penalty beta TV. The highest reward within reach is 0 where there is none. *)
Definition highest_reward r p : int :=
  if [pick x | in_reach r p x && [forall y, in_reach r p y ==> reward_le (r y) (r x)]] is Some x
  then odflt 0 (r x) else 0.

Lemma highest_rewardE r p : optimum_exists r p ->
  exists2 x, p x != 0 & r x = Some (highest_reward r p) /\ forall y, p y != 0 -> reward_le (r y) (r x).
Proof.
case=> x0 [px0 rx0]; have R0 : in_reach r p x0 by rewrite /in_reach gt_eqF.
have top x : (forall y, in_reach r p y -> reward_le (r y) (r x)) -> forall y, p y != 0 -> reward_le (r y) (r x).
  by move=> le y py; case e: (r y) (le y) => [n|] //; rewrite /in_reach py e => /(_ isT).
rewrite /highest_reward; case: pickP => [x /andP[rx /forallP le]|no].
  exists x; first by case/andP: rx.
  split; first by case/andP: rx => _; case: (r x).
  by apply: top => // y ry; have := le y; rewrite ry.
case: (@arg_maxP _ [orderType of int] X x0 (in_reach r p) (fun x => odflt 0 (r x)) R0) => x rx le.
have := no x; rewrite rx /= => /negP[]; apply/forallP => y; apply/implyP => ry.
have := le y ry; move: rx ry; rewrite /in_reach => /andP[_ +] /andP[_].
by case: (r x) => // n _; case: (r y).
Qed.

Lemma highest_rewardP r p x : p x != 0 -> r x != None -> (forall y, p y != 0 -> reward_le (r y) (r x)) ->
  nonneg p -> r x = Some (highest_reward r p).
Proof.
move=> px rx le p0; have [|z pz [rz top]] := @highest_rewardE r p; first by exists x; rewrite lt0r px p0.
have := le z pz; have := top x px; rewrite rz; case: (r x) rx => // n _ /= a b.
by congr Some; apply/le_anti; rewrite a b.
Qed.

(** What earns at least hi - beta stays. *)
Definition stays b r hi x := if r x is Some n then hi%:~R - penalty_weight b <= n%:~R else false.

(** All other mass moves to x. *)
Definition moved_to b r p hi x (y : X) :=
  (if stays b r hi y then p y else 0) + (y == x)%:R * Pr p (predC (stays b r hi)).

(** J(pi) = E_pi[r] - beta TV(pi, p) of a pi that earns no -oo: elsewhere it is -oo. *)
Definition linear_objective b r p pi := income r pi - penalty_weight b * TV pi p.

(** E_p max(r, hi - beta). *)
Definition linear_value b r p hi :=
  \sum_x p x * (if r x is Some n then Num.max n%:~R (hi%:~R - penalty_weight b) else hi%:~R - penalty_weight b).

Section Linear.
Variables (b : R) (r : X -> option int) (p : X -> R).
Hypotheses (b1 : 1 < b) (fp : forecast p).
Notation hi := (highest_reward r p).
Notation beta := (penalty_weight b).
Notation kept := (stays b r hi).
Notation rest := (Pr p (predC kept)).

Lemma best_stays x : r x = Some hi -> kept x.
Proof. by move=> rx; rewrite /stays rx ger_addl oppr_le0 ltW // penalty_weight_gt0. Qed.

Lemma moved_sum x (h : X -> R) : \sum_y moved_to b r p hi x y * h y = \sum_(y | kept y) p y * h y + rest * h x.
Proof.
rewrite /moved_to (eq_bigr (fun y => (if kept y then p y * h y else 0) + (y == x)%:R * (rest * h y))); last first.
  by move=> y _; case: (kept y); ring.
rewrite big_split -big_mkcond /=; congr (_ + _); rewrite (bigD1 x) //= eqxx mul1r big1 ?addr0 // => y /negbTE ->.
by rewrite mul0r.
Qed.

Lemma moved_forecast x : forecast (moved_to b r p hi x).
Proof.
have [p0 p1] := fp; split=> [y|].
  by rewrite addr_ge0 ?mulr_ge0 ?ler0n ?Pr_ge0 //; case: ifP.
rewrite (eq_bigr (fun y => moved_to b r p hi x y * 1)) => [|y _]; last by rewrite mulr1.
by rewrite moved_sum mulr1 (eq_bigr p) => [|y _]; rewrite ?mulr1 // [LHS](Pr_add p kept).
Qed.

Lemma moved_allowed x : r x = Some hi -> allowed r (moved_to b r p hi x).
Proof.
move=> rx y ry; rewrite /moved_to /stays ry add0r; case: eqP => [e|_]; last by rewrite mul0r.
by rewrite e rx in ry.
Qed.

Lemma moved_within x : p x != 0 -> within (moved_to b r p hi x) p.
Proof.
move=> px y py; rewrite /moved_to py if_same add0r; case: eqP => [e|_]; last by rewrite mul0r.
by rewrite -e py eqxx in px.
Qed.

(** penalty/total-variation (optimal): history-possible-for-mimic, optimum-exists, feature-decides-reward (not needed).
    There is a best outcome, and what moves all that earns less than hi - beta to one of them is a law within p that
    attains the bound. *)
Theorem penalty_total_variation_optimal : optimum_exists r p ->
  (exists2 x, p x != 0 & r x = Some hi) /\ forall x, p x != 0 -> r x = Some hi ->
  [/\ forecast (moved_to b r p hi x), within (moved_to b r p hi x) p, allowed r (moved_to b r p hi x) &
    linear_objective b r p (moved_to b r p hi x) = linear_value b r p hi].
Proof.
move=> /highest_rewardE[z pz [rz _]]; split=> [|x px rx]; first by exists z.
split; [exact: moved_forecast | exact: moved_within | exact: moved_allowed |].
have [p0 p1] := fp; have Kx := best_stays rx; have R0 : 0 <= rest by apply: Pr_ge0.
have T : TV (moved_to b r p hi x) p = rest.
  rewrite -[RHS]half2 /TV; congr (_ * _); rewrite (bigID kept) /= {1}/Pr; congr (_ + _); last first.
    apply: eq_bigr => y ny; rewrite /moved_to (negbTE ny); case: eqP => [e|_]; first by rewrite e Kx in ny.
    by rewrite mul0r addr0 sub0r normrN ger0_norm.
  rewrite (bigD1 x) //= /moved_to Kx eqxx mul1r [p x + _]addrC addrK ger0_norm // big1 ?addr0 //.
  move=> y /andP[ky /negbTE ->].
  by rewrite ky mul0r addr0 subrr normr0.
rewrite /linear_objective T /income moved_sum rx /linear_value [RHS](bigID kept) /= -addrA; congr (_ + _).
  apply: eq_bigr => y; rewrite /stays; case: (r y) => // n le; congr (_ * _).
  by rewrite (elimT max_idPl le).
rewrite [X in X - _]mulrC -mulrBl mulrC /Pr mulr_suml; apply: eq_bigr => y; rewrite /= /stays.
case: (r y) => // n; rewrite -ltNge => /ltW lt; congr (_ * _).
by rewrite (elimT max_idPr lt).
Qed.

(** penalty/total-variation (bound): history-possible-for-mimic, optimum-exists, feature-decides-reward (not needed), challenger-given, challenger-dominated.
    No pi << p has more. It supposes allowed, that pi never earns -oo: otherwise its objective is -oo. *)
Theorem penalty_total_variation_bound pi : optimum_exists r p -> forecast pi -> challenger_dominated pi p ->
  allowed r pi -> linear_objective b r p pi <= linear_value b r p hi.
Proof.
move=> /highest_rewardE[z _ [-> top]] [pi0 pi1] d al; have [p0 p1] := fp; have bp := penalty_weight_gt0 b1.
set a : R := hi%:~R - beta.
pose v x := if r x is Some n then Num.max n%:~R a else a.
have vE : linear_value b r p hi = expect p v by [].
have va x : a <= v x by rewrite /v; case: (r x) => [n|] //; rewrite le_maxr lexx orbT.
have vhi x : p x != 0 -> v x <= a + beta.
  move=> px; rewrite /a subrK /v; have := top x px; case: (r x) => [n|_] /=.
    by move=> le; rewrite le_maxl ler_int le ger_addl oppr_le0 ltW.
  by rewrite ger_addl oppr_le0 ltW.
pose h x := if p x == 0 then 0 else (v x - a) / beta.
have h01 x : 0 <= h x <= 1.
  rewrite /h; case: eqP => [_|/eqP px]; first by rewrite lexx ler01.
  by rewrite divr_ge0 ?subr_ge0 ?va ?(ltW bp) //= ler_pdivr_mulr // mul1r ler_subl_addl vhi.
have E q : forecast q -> within q p -> beta * expect q h = expect q v - a.
  move=> [_ q1] w; rewrite mulr_sumr -[X in _ - X]mul1r -q1 mulr_suml -sumrB; apply: eq_bigr => x _.
  rewrite /h; case: eqP => [/w ->|_]; first by rewrite !mul0r mulr0 subrr.
  by field; rewrite gt_eqF.
have le : income r pi <= expect pi v.
  apply: ler_sum => x _; rewrite /v; case e: (r x) => [n|]; last by rewrite al // !mul0r.
  by rewrite ler_wpmul2l // le_maxr lexx.
have := TV_expect (etrans pi1 (esym p1)) h01; rewrite -(ler_pmul2l bp) mulrBr !E //.
rewrite (_ : _ - a - _ = expect pi v - expect p v) ?vE /linear_objective => [t|]; last by ring.
by rewrite ler_subl_addr (le_trans le) // -ler_subl_addl.
Qed.

End Linear.

End Penalties.

(** penalty/total-variation refuted: history-possible-for-mimic, optimum-exists, feature-decides-reward.
    With p uniform on three outcomes, of rewards 0, 2 and 2, and with beta = 1, it is an optimum to move all of the
    first to the second; and given the reward of 2 the second was as likely as the third. *)
Theorem penalty_total_variation_refuted :
  let p := fun _ : 'I_3 => 1 / 3%:R : rat in let r := fun x : 'I_3 => Some (if x == ord0 then 0 else 2) : option int in
  let f := fun x : 'I_3 => x == ord0 in let b := 2%:R in let pi := three 0 (2%:R / 3%:R) (1 / 3%:R) in
  [/\ forecast p, optimum_exists r p /\ feature_decides_reward f r, forecast pi /\ within pi p,
    forall pi', forecast pi' -> within pi' p -> allowed r pi' ->
      linear_objective b r p pi' <= linear_objective b r p pi &
    0 < Pr pi (cell f false) /\ ~ keeps f pi p false].
Proof.
move=> p r f b pi; have fp : forecast p by apply: forecast3.
have opt : optimum_exists r p by exists ord0.
have top : highest_reward r p = 2.
  have [p0 _] := fp; suff [] : Some 2 = Some (highest_reward r p) :> option int by [].
  by apply: (@highest_rewardP _ _ r p (lift ord0 ord0)) p0 => // y _; rewrite /r; case: ifP.
have b1 : 1 < b by [].
have e : moved_to b r p 2 (lift ord0 ord0) =1 pi.
  have Z : Pr p (predC (stays b r 2)) = 1 / 3%:R by rewrite Pr3; apply/eqP; vm_compute.
  move=> x; rewrite /moved_to Z; case: x => [[|[|[|x]]] lt] //; apply/eqP; vm_compute.
split=> //.
- by split; last by exists (fun y => Some (if y then 0 else 2)).
- split; last by move=> x.
  by apply: forecast3.
- move=> pi' f' w al; have -> : linear_objective b r p pi = linear_value b r p 2.
    have px : p (lift ord0 ord0) != 0 by [].
    have [_ /(_ _ px (esym (congr1 Some top)))[_ _ _]] := penalty_total_variation_optimal b1 fp opt.
    rewrite top => <-.
    rewrite /linear_objective -(eq_TV e (frefl p)); congr (_ - _).
    by rewrite /income; apply: eq_bigr => x _; rewrite e.
  by rewrite -top; apply: penalty_total_variation_bound.
- split=> [|/(_ (lift ord0 ord0))]; first by rewrite Pr3; vm_compute.
  by rewrite /given !Pr3 => /eqP; vm_compute.
Qed.
