(** What an error in the reward does to tuning with a penalty, and how much a reward with a heavy tail can rise. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log tilt tilt_budget forcing forcing_soft.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Error.
Variables (R : realFieldType) (X : finType).
Implicit Types (p w v g labels : X -> R) (s b : R).

(** Factors that differ by s at most move a forecast by (s - 1)/(s + 1) at most. *)
Lemma TV_weigh_ratio p w v s : forecast p -> nonneg w -> nonneg v -> 0 < expect p w -> 0 < expect p v -> 1 <= s ->
  (forall x, p x != 0 -> w x <= s * v x) -> (forall x, p x != 0 -> v x <= s * w x) ->
  TV (weigh p w) (weigh p v) <= (s - 1) / (s + 1).
Proof.
move=> [p0 p1] w0 v0 zw zv s1 wv vw; have [[a0 a1] [b0 b1]] := (weigh_forecast p0 w0 zw, weigh_forecast p0 v0 zv).
rewrite TV_attained ?a1 ?b1 //; set E : pred X := [pred x | _ < _].
have fw : forecast (weigh p w) by []; have fv : forecast (weigh p v) by [].
have cross u t (A : pred X) : (forall x, p x != 0 -> u x <= s * t x) ->
    \sum_(x | A x) p x * u x <= s * \sum_(x | A x) p x * t x.
  move=> ut; rewrite mulr_sumr; apply: ler_sum => x _; rewrite mulrCA.
  by have [->|px] := eqVneq (p x) 0; [rewrite !mul0r | apply: ler_wpmul2l => //; apply: ut].
have odds : Pr (weigh p w) E * (1 - Pr (weigh p v) E) <= s ^+ 2 * (Pr (weigh p v) E * (1 - Pr (weigh p w) E)).
  rewrite -!PrC // !Pr_weigh.
  have -> : s ^+ 2 * ((\sum_(x | E x) p x * v x) / expect p v * ((\sum_(x | predC E x) p x * w x) / expect p w)) =
      s * (\sum_(x | E x) p x * v x) / expect p w * (s * (\sum_(x | predC E x) p x * w x) / expect p v).
    by field; rewrite !gt_eqF.
  apply: ler_pmul.
  - by apply: divr_ge0; [apply: sumr_ge0 => x _; rewrite mulr_ge0 | apply: ltW].
  - by apply: divr_ge0; [apply: sumr_ge0 => x _; rewrite mulr_ge0 | apply: ltW].
  - by apply: ler_wpmul2r; [rewrite invr_ge0 ltW | apply: cross].
  - by apply: ler_wpmul2r; [rewrite invr_ge0 ltW | apply: cross].
have [a01 b01] : 0 <= Pr (weigh p w) E <= 1 /\ 0 <= Pr (weigh p v) E <= 1 by rewrite !Pr_ge0 ?Pr_le1.
move: odds a01 b01; move: (Pr (weigh p w) E) (Pr (weigh p v) E) => c a odds /andP[c0 c1] /andP[a0' a1'].
have s0 : 0 < s + 1 by rewrite ltr_paddl ?ltr01 // (le_trans ler01).
have s20 : 0 <= s ^+ 2 - 1 by rewrite subr_ge0 exprn_ege1.
have D0 : 0 < 1 + (s ^+ 2 - 1) * a by rewrite ltr_paddr ?mulr_ge0 ?ltr01.
rewrite ler_pdivl_mulr // -subr_ge0 -(pmulr_rge0 _ D0).
have -> : (1 + (s ^+ 2 - 1) * a) * (s - 1 - (c - a) * (s + 1)) =
  (s - 1) * (1 - (s + 1) * a) ^+ 2 + (s + 1) * (s ^+ 2 * (a * (1 - c)) - c * (1 - a)) by ring.
by apply: addr_ge0; [rewrite mulr_ge0 ?sqr_ge0 ?subr_ge0 | rewrite mulr_ge0 ?subr_ge0 ?(ltW s0)].
Qed.

(** tilt/reward-error: history-possible-for-mimic, soft-tilts-exact (not needed).
    The rewards -D(1 - g) and -D(1 - labels) are -n and -n'; where p reaches they differ by eta at most. *)
Theorem tilt_reward_error p g labels D (n n' : X -> nat) b (eta : nat) : forecast p ->
  whole_exponents g D n -> whole_exponents labels D n' -> 1 <= b ->
  (forall x, p x != 0 -> (n x <= n' x + eta)%N && (n' x <= n x + eta)%N) ->
  TV (soft_optimum p n b) (soft_optimum p n' b) <= (b ^+ eta - 1) / (b ^+ eta + 1).
Proof.
move=> fp _ _ b1 near; have b0 : 0 < b := lt_le_trans ltr01 b1.
have ratio (i j : nat) : (j <= i + eta)%N -> b ^- i <= b ^+ eta * b ^- j.
  move=> le; rewrite -ler_pdivr_mulr ?invr_gt0 ?exprn_gt0 // invrK mulrC ler_pdivr_mulr ?exprn_gt0 //.
  by rewrite mulrC -exprD ler_weexpn2l // addnC.
apply: TV_weigh_ratio => //.
- by move=> x; apply: soft_ge0.
- by move=> x; apply: soft_ge0.
- exact: soft_mass.
- exact: soft_mass.
- exact: exprn_ege1.
- by move=> x /near /andP[_ le]; apply: ratio.
- by move=> x /near /andP[le _]; apply: ratio.
Qed.

End Error.

(** A freak of probability 4^-j and reward 2^j among usual outcomes of reward 0. *)
Section HeavyTail.
Variables (R : realFieldType) (X : finType) (usual : X -> R) (freak : X) (eps : R) (j : nat).

Definition with_freak (m : R) x := (1 - m) * usual x + m * (x == freak)%:R.
Definition freak_reward x : option int := Some (if x == freak then (2 ^ j)%N%:Z else 0).

(** The mimic, and a law that gives the freak probability eps/2j. *)
Definition freak_mimic := with_freak (4%:R ^- j).
Definition freak_law := with_freak (eps / (2%:R * j%:R)).

(** j is so large that this earns 1/eps. Over an Archimedean field there is such a j (heavy_tail). *)
Definition large_enough := [/\ (0 < j)%N, 0 < eps, eps <= 1 & 2%:R * j%:R / eps ^+ 2 + 1 <= 2%:R ^+ j].

Hypotheses (fu : forecast usual) (u0 : usual freak = 0) (enough : large_enough).
Notation p := freak_mimic.
Notation pi := freak_law.
Notation r := freak_reward.
Notation u := (4%:R ^- j : R).
Notation m := (eps / (2%:R * j%:R)).

Lemma j_gt0 : 0 < j%:R :> R.
Proof. by case: enough => j0 _ _ _; rewrite ltr0n. Qed.

Lemma twice_gt0 : 0 < 2%:R * j%:R :> R.
Proof. by apply: mulr_gt0 j_gt0; rewrite ltr0n. Qed.

Lemma power_gt0 : 0 < 2%:R ^+ j :> R.
Proof. by rewrite exprn_gt0 // ltr0n. Qed.

Lemma four_power : 4%:R ^+ j = 2%:R ^+ j * 2%:R ^+ j :> R.
Proof. by rewrite -exprMn -natrM. Qed.

Lemma power_large : 2%:R * j%:R / eps <= 2%:R ^+ j.
Proof.
have [_ e0 e1 le] := enough; apply: le_trans (le_trans _ le) => //.
rewrite -[X in X <= _]addr0; apply: ler_add; last exact: ler01.
apply: ler_wpmul2l; first exact: ltW twice_gt0.
by rewrite lef_pinv ?posrE ?exprn_gt0 // expr2 ger_pmull.
Qed.

Lemma u_gt0 : 0 < u.
Proof. by rewrite invr_gt0 exprn_gt0 // ltr0n. Qed.

Lemma m_gt0 : 0 < m.
Proof. by have [_ e0 _ _] := enough; rewrite divr_gt0 // twice_gt0. Qed.

Lemma power_le_m : 2%:R ^- j <= m.
Proof.
have [_ e0 _ _] := enough; have q0 := divr_gt0 twice_gt0 e0.
by rewrite -[m]invf_div lef_pinv ?posrE ?power_gt0 // power_large.
Qed.

Lemma u_le_m : u <= m.
Proof.
apply: le_trans power_le_m; rewrite four_power lef_pinv ?posrE ?mulr_gt0 ?power_gt0 //.
by rewrite ler_pemulr ?exprn_ege1 ?(ltW power_gt0) // ler1n.
Qed.

Lemma m_lt1 : m < 1.
Proof.
have [j0 _ e1 _] := enough; rewrite ltr_pdivr_mulr ?twice_gt0 // mul1r (le_lt_trans e1) //.
by rewrite -natrM (ltr_nat R 1) leq_pmulr.
Qed.

Lemma with_freak_forecast a : 0 <= a <= 1 -> forecast (with_freak a).
Proof.
have [n0 n1] := fu; move=> /andP[a0 a1]; split=> [x|].
  by rewrite addr_ge0 ?mulr_ge0 ?subr_ge0 ?ler0n.
rewrite big_split /= -!mulr_sumr n1 (bigD1 freak) //= eqxx big1 ?addr0 => [|x /negbTE -> //].
by rewrite !mulr1 subrK.
Qed.

Lemma freak_laws :
  [/\ forecast p, forecast pi, challenger_dominated pi p & reward_finite_in_reach r p 0 (2 ^ j)%N%:Z].
Proof.
have [n0 _] := fu; have u1 := le_lt_trans u_le_m m_lt1; have up := u_gt0; split.
- by apply: with_freak_forecast; rewrite (ltW up) (ltW u1).
- by apply: with_freak_forecast; rewrite (ltW m_gt0) (ltW m_lt1).
- move=> x; rewrite /p /pi /with_freak; case: (eqVneq x freak) => [->|_].
    by rewrite u0 !mulr0 !add0r !mulr1 => e; rewrite e ltxx in up.
  rewrite !mulr0 !addr0 => /eqP; rewrite mulf_eq0 subr_eq0 gt_eqF // => /eqP ->; exact: mulr0.
- by move=> x _; rewrite /r /freak_reward; case: ifP; rewrite /= ?lexx.
Qed.

Lemma with_freak_mean a (f : X -> R) : expect (with_freak a) f = (1 - a) * expect usual f + a * f freak.
Proof.
rewrite /expect /with_freak (eq_bigr (fun x => (1 - a) * (usual x * f x) + a * ((x == freak)%:R * f x))); last first.
  by move=> x _; ring.
rewrite big_split /= -!mulr_sumr; congr (_ + a * _); rewrite (bigD1 freak) //= eqxx mul1r.
by rewrite big1 ?addr0 // => x /negbTE ->; rewrite mul0r.
Qed.

(** tilt/heavy-tail (near): history-possible-for-mimic, challenger-given, challenger-dominated, reward-finite-in-reach.
    The law is within eps of the mimic. *)
Theorem tilt_heavy_tail_near (ln : R -> R) : logarithm ln ->
  [/\ forecast p, forecast pi, challenger_dominated pi p, reward_finite_in_reach r p 0 (2 ^ j)%N%:Z &
    KL ln pi p <= eps].
Proof.
move=> Ln; have [fp fpi d fin] := freak_laws; split=> //; have [n0 n1] := fu; have [j0 e0 e1 _] := enough.
have [[up mp] m1] := (u_gt0, m_gt0, m_lt1); have u1 := le_lt_trans u_le_m m1.
have mc : 0 < 1 - m by rewrite subr_gt0.
have uc : 0 < 1 - u by rewrite subr_gt0.
rewrite /KL (bigD1 freak) //=.
have -> : pi freak = m by rewrite /pi /with_freak u0 eqxx mulr0 add0r mulr1.
have -> : p freak = u by rewrite /p /with_freak u0 eqxx mulr0 add0r mulr1.
have other : \sum_(x | x != freak) pi x * ln (pi x / p x) <= 0.
  rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => x /negbTE xf; rewrite oppr_ge0 /pi /p /with_freak xf !mulr0 !addr0.
  have [->|ux] := eqVneq (usual x) 0; first by rewrite mulr0 mul0r.
  rewrite mulr_ge0_le0 ?mulr_ge0 ?(ltW mc) //.
  rewrite (_ : _ / _ = (1 - m) / (1 - u)); last by rewrite -mulf_div mulfV // mulr1.
  rewrite -(ln1 Ln) (ln_mono Ln) ?divr_gt0 // ler_pdivr_mulr // mul1r ler_add2l ler_opp2.
  exact: u_le_m.
apply: le_trans (ler_add (lexx _) other) _; rewrite addr0.
have l4 : ln 4%:R <= 2%:R.
  rewrite (natrM _ 2 2) (lnM Ln) ?ltr0n // [X in _ <= X](natrD _ 1 1).
  have := ln_le Ln (ltr0n R 2 : 0 < 2%:R); rewrite (natrD _ 1 1) addrK => le.
  exact: ler_add.
have lm : ln m <= 0 by rewrite -(ln1 Ln) (ln_mono Ln) // ltW.
rewrite invrK (lnM Ln) ?exprn_gt0 ?ltr0n // (lnXn Ln) ?ltr0n //.
apply: (@le_trans _ _ (m * (2%:R * j%:R))); last by rewrite divfK // gt_eqF // twice_gt0.
apply: ler_wpmul2l; first exact: ltW.
by rewrite -[X in _ <= X]add0r ler_add // mulrC ler_pmul2r // j_gt0.
Qed.

(** tilt/heavy-tail (rich): history-possible-for-mimic, challenger-given, challenger-dominated, reward-finite-in-reach.
    And yet it earns 1/eps more. *)
Theorem tilt_heavy_tail_rich :
  [/\ forecast p, forecast pi, challenger_dominated pi p, reward_finite_in_reach r p 0 (2 ^ j)%N%:Z &
    1 / eps <= income r pi - income r p].
Proof.
have [fp fpi d fin] := freak_laws; split=> //; have [j0 e0 _ le] := enough; have P0 := power_gt0.
have I a : income r (with_freak a) = a * 2%:R ^+ j.
  rewrite [LHS](with_freak_mean a (fun x => if r x is Some n then n%:~R else 0)).
  rewrite /r /freak_reward eqxx /= -natrX -pmulrn /expect big1 ?mulr0 ?add0r // => x _.
  by case: eqVneq => [->|_]; rewrite ?u0 ?mul0r ?mulr0.
rewrite /pi /p !I four_power [in X in _ - X]invfM divfK ?gt_eqF // ler_subr_addr.
apply: (@le_trans _ _ (1 / eps + m)); first by rewrite ler_add2l power_le_m.
have -> : 1 / eps + m = m * (2%:R * j%:R / eps ^+ 2 + 1).
  by field; rewrite !gt_eqF // j_gt0.
by apply: ler_wpmul2l; first exact: ltW m_gt0.
Qed.

(** tilt/heavy-tail (value): history-possible-for-mimic, challenger-given, challenger-dominated, reward-finite-in-reach.
    A value that the freak has none of does not rise. *)
Theorem tilt_heavy_tail_value (g : X -> R) : channel g -> g freak = 0 ->
  [/\ forecast p, forecast pi, challenger_dominated pi p, reward_finite_in_reach r p 0 (2 ^ j)%N%:Z &
    expect pi g <= expect p g].
Proof.
move=> cg g0; have [fp fpi d fin] := freak_laws; split=> //; have [n0 _] := fu.
rewrite /pi /p !with_freak_mean g0 !mulr0 !addr0; apply: ler_wpmul2r.
  by apply: expect_ge0 => // x; case/andP: (cg x).
by rewrite ler_add2l ler_opp2 u_le_m.
Qed.

End HeavyTail.

(** Such a j exists for every eps up to 1. *)
Lemma large_exists (R : realFieldType) (eps : R) : Num.archimedean_axiom R -> 0 < eps -> eps <= 1 ->
  exists j, large_enough eps j.
Proof.
move=> arch e0 e1; have s0 : 0 < eps ^+ 2 by rewrite exprn_gt0.
have [k] := arch (2%:R / eps ^+ 2); rewrite ger0_norm => [lt|]; last by rewrite divr_ge0 ?ler0n // ltW.
have k0 : (0 < k)%N by rewrite -(ltr_nat R) (lt_trans _ lt) // divr_gt0 // ltr0n.
exists (4 * k)%N; split=> //; first by rewrite muln_gt0.
apply: (@le_trans _ _ ((4 * k * k)%N.+1)%:R).
  rewrite -[(4 * k * k).+1%N]addn1 natrD ler_add2r mulrAC mulrC [X in _ <= X]natrM.
  by apply: ler_wpmul2l; rewrite ?ler0n // ltW.
rewrite -natrX ler_nat (_ : 2 ^ (4 * k) = 2 ^ (2 * k) * 2 ^ (2 * k))%N; last by rewrite -expnD -mulnDl.
apply: (@leq_trans ((2 * k).+1 * (2 * k).+1)); last by apply: leq_mul; apply: ltn_expl.
by rewrite [X in (_ <= X)%N]mulSn [X in (_ <= _ + X)%N]mulnS addSn ltnS addnA mulnACA -mulnA leq_addl.
Qed.

(** limit of tilt/heavy-tail.
    So for every eps > 0 there are such p, r and pi, wherever the field is Archimedean. *)
Theorem heavy_tail (R : realFieldType) (ln : R -> R) (eps : R) : Num.archimedean_axiom R -> logarithm ln -> 0 < eps ->
  exists (p pi g : bool -> R) (r : bool -> option int) (lo hi : int),
    [/\ forecast p /\ forecast pi, challenger_dominated pi p /\ reward_finite_in_reach r p lo hi, KL ln pi p <= eps,
      1 / eps <= income r pi - income r p & channel g /\ expect pi g <= expect p g].
Proof.
move=> arch Ln e0; pose e := Num.min eps 1; have e0' : 0 < e by rewrite lt_minr e0 ltr01.
have ee : e <= eps by rewrite le_minl lexx.
have [|j en] := large_exists arch e0'; first by rewrite le_minl lexx orbT.
pose usual (x : bool) := (~~ x)%:R : R; have fu : forecast usual.
  by split=> [x|]; [apply: ler0n | rewrite big_bool /usual /= add0r].
have cg : channel usual by case; rewrite /usual /= ?ler01 lexx.
have u0 : usual true = 0 by [].
exists (freak_mimic usual true j), (freak_law usual true e j), usual, (freak_reward true j), 0, (2 ^ j)%N%:Z.
have [fp fpi d fin near] := tilt_heavy_tail_near fu u0 en Ln.
have [_ _ _ _ rich] := tilt_heavy_tail_rich fu u0 en.
have [_ _ _ _ value] := tilt_heavy_tail_value fu u0 en cg u0.
split=> //; first exact: le_trans near ee.
by apply: le_trans rich; rewrite !mul1r lef_pinv ?posrE.
Qed.
