(** What tuning on a reward does to a value that is not rewarded. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude instances tilt tilt_collapse.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Slope.
Variable R : realFieldType.
Implicit Types (b c d s : R) (n : nat).

(** Near 1, c^n is 1 + n (c - 1) up to a multiple of (c - 1)^2. *)
Fixpoint spread n : R := if n is m.+1 then 2%:R * (spread m + n%:R) else 0.

Lemma spread_ge0 n : 0 <= spread n.
Proof. by elim: n => //= n IH; apply: mulr_ge0; rewrite ?ler0n //; apply: addr_ge0; rewrite ?ler0n. Qed.

Lemma near_le2 c : `|c - 1| <= 2%:R^-1 -> `|c| <= 2%:R.
Proof.
move=> h; rewrite -[c](subrK 1); apply: le_trans (ler_norm_add _ _) _; rewrite normr1.
rewrite [X in _ <= X](_ : 2%:R = 1 + 1) //; apply: ler_add => //; apply: le_trans h _.
by rewrite invf_le1 ?ltr0n // ler1n.
Qed.

Lemma near_ge c : `|c - 1| <= 2%:R^-1 -> 2%:R^-1 <= `|c|.
Proof.
move=> h; have : 1 <= `|c| + 2%:R^-1.
  rewrite -[1 in X in X <= _](_ : `|c - (c - 1)| = 1); last by rewrite opprB addrCA subrr addr0 normr1.
  by apply: le_trans (ler_norm_sub _ _) _; rewrite ler_add2l.
by rewrite -ler_subl_addr; apply: le_trans; rewrite le_eqVlt; apply/orP; left; apply/eqP; field.
Qed.

Lemma expn_near c n : `|c - 1| <= 2%:R^-1 -> `|c ^+ n - 1 - n%:R * (c - 1)| <= spread n * (c - 1) ^+ 2.
Proof.
move=> h; elim: n => [|n IH]; first by rewrite expr0 mul0r subrr subr0 normr0 mul0r.
have -> : c ^+ n.+1 - 1 - n.+1%:R * (c - 1) = c * (c ^+ n - 1 - n%:R * (c - 1)) + n%:R * (c - 1) ^+ 2.
  by rewrite exprS -addn1 natrD; ring.
have -> : spread n.+1 * (c - 1) ^+ 2 = 2%:R * (spread n * (c - 1) ^+ 2) + 2%:R * n.+1%:R * (c - 1) ^+ 2.
  by rewrite /=; ring.
apply: le_trans (ler_norm_add _ _) _; rewrite !normrM; apply: ler_add.
  by apply: ler_pmul => //; apply: near_le2.
rewrite ger0_norm ?ler0n // -expr2 real_normK ?num_real //; apply: ler_wpmul2r; first exact: sqr_ge0.
by rewrite -natrM ler_nat mul2n -addnn (leq_trans (leqnSn n)) // leq_addr.
Qed.

Lemma expV_near c n : `|c - 1| <= 2%:R^-1 -> `|(c ^+ n)^-1 - 1 + n%:R * (c - 1)| <= spread n * (c - 1) ^+ 2.
Proof.
move=> h; have c0 : c != 0.
  by rewrite -normr_gt0; apply: lt_le_trans (near_ge h); rewrite invr_gt0 ltr0n.
elim: n => [|n IH]; first by rewrite expr0 invr1 mul0r subrr addr0 normr0 mul0r.
have -> : (c ^+ n.+1)^-1 - 1 + n.+1%:R * (c - 1)
    = c^-1 * (((c ^+ n)^-1 - 1 + n%:R * (c - 1)) + n.+1%:R * (c - 1) ^+ 2).
  by rewrite exprS invfM -addn1 natrD; move: (c ^+ n)^-1 => d; field.
rewrite normrM [spread _]/= -mulrA; apply: ler_pmul => //.
  by rewrite normfV -[2%:R]invrK lef_pinv ?posrE ?invr_gt0 ?ltr0n ?normr_gt0 // near_ge.
apply: le_trans (ler_norm_add _ _) _; rewrite mulrDl; apply: ler_add => //.
by rewrite ger0_norm // mulr_ge0 ?ler0n ?sqr_ge0.
Qed.

(** s is the slope of F in ln b at the base b: F(c b) - F(b) = (c - 1) s up to a multiple of (c - 1)^2, and c - 1 is
    ln c up to such a multiple. *)
Definition slope_at (F : R -> R) b s := exists K d, 0 < d /\
  forall c, `|c - 1| <= d -> `|F (c * b) - F b - (c - 1) * s| <= K * (c - 1) ^+ 2.

End Slope.

Section Value.
Variables (R : realFieldType) (X : finType).
Implicit Types (p pi w V F : X -> R) (r : X -> option int) (b : R) (a c : option int).

Definition covariance p F V := expect p (fun x => F x * V x) - expect p F * expect p V.

(** The rewards that occur, each once, and the outcomes of a reward. *)
Definition rewards r := undup [seq r x | x <- enum X].
Definition level r a : pred X := [pred x | r x == a].

(** E_p[V|r = a]. *)
Definition mean_at p r V a := expect (given p (level r a)) V.

(** A reward as a number, 0 for -oo. *)
Definition amount a : R := if a is Some n then n%:~R else 0.

(** The sum over pairs of rewards a < c of pi(a) pi(c) (c - a) (v_c - v_a), with v = E_p[V|r]. *)
Definition pairwise p pi r V := \sum_(c <- rewards r) \sum_(a <- rewards r | reward_le a c && (a != c))
  Pr pi (level r c) * Pr pi (level r a) * (amount c - amount a) * (mean_at p r V c - mean_at p r V a).

Lemma reward_le_anti a c : reward_le a c -> reward_le c a -> a = c.
Proof. by case: a c => [m|] [n|] //= mn nm; congr Some; apply/eqP; rewrite eq_le mn. Qed.

Lemma sum_levels r F : \sum_x F x = \sum_(a <- rewards r) \sum_(x | level r a x) F x.
Proof.
under [RHS]eq_bigr do rewrite big_mkcond; rewrite exchange_big /=; apply: eq_bigr => x _.
have rx : r x \in rewards r by rewrite mem_undup map_f ?mem_enum.
rewrite (bigD1_seq _ rx (undup_uniq _)) /= /level /= eqxx big1 ?addr0 // => a.
by rewrite eq_sym => /negbTE ->.
Qed.

Lemma level_sum p r V a : nonneg p -> \sum_(x | level r a x) p x * V x = Pr p (level r a) * mean_at p r V a.
Proof.
move=> p0; have [e0|n0] := eqVneq (Pr p (level r a)) 0.
  by rewrite e0 mul0r big1 // => x lx; rewrite (Pr_eq0 p0 e0 lx) mul0r.
rewrite /mean_at /expect mulr_sumr big_mkcond; apply: eq_bigr => x _; rewrite /given.
by case: (level r a x); rewrite ?mul0r ?mulr0 // mulrA [_ * (p x / _)]mulrC divfK.
Qed.

(** A factor that depends on the reward alone sees of the value only its mean at each reward. *)
Lemma expect_levels p r V (phi : option int -> R) : nonneg p ->
  expect p (fun x => V x * phi (r x)) = expect p (fun x => mean_at p r V (r x) * phi (r x)).
Proof.
move=> p0; rewrite /expect !(sum_levels r); apply: eq_bigr => a _.
transitivity (phi a * (\sum_(x | level r a x) p x * V x)).
  by rewrite mulr_sumr; apply: eq_bigr => x /eqP ->; rewrite mulrA mulrC.
rewrite level_sum // mulrCA mulr_suml; apply: eq_bigr => x /eqP ->; ring.
Qed.

(** tilt/covariance (step): history-possible-for-mimic, optimum-exists.
    The value changes by its covariance with the factor t = b^r, over the mean of t. *)
Theorem tilt_covariance_step b r p V : 0 < b -> forecast p -> optimum_exists r p ->
  expect (optimum b r p) V - expect p V = covariance p V (tilt b r) / expect p (tilt b r).
Proof.
move=> b0 fp opt; have z0 := normaliser_gt0 b0 fp opt.
rewrite /optimum expect_weigh /covariance mulrBl mulfK ?lt0r_neq0 //; congr (_ / _ - _).
by apply: eq_bigr => x _; rewrite [V x * _]mulrC.
Qed.

(** The pairwise sum is the covariance with the reward, for any forecast that keeps E_p[V|r]. *)
Lemma pairwise_covariance p pi r V : forecast pi ->
  (forall a, Pr pi (level r a) != 0 -> mean_at p r V a = mean_at pi r V a) ->
  pairwise p pi r V = covariance pi V (fun x => amount (r x)).
Proof.
move=> [pi0 pi1] kept; pose W a := Pr pi (level r a); pose v a := mean_at pi r V a.
pose G a c := (amount c - amount a) * (W c * v c) * W a.
have -> : covariance pi V (fun x => amount (r x)) = \sum_(c <- rewards r) \sum_(a <- rewards r) G a c.
  have W1 : \sum_(a <- rewards r) W a = 1 by rewrite -pi1 (sum_levels r).
  have sV : expect pi V = \sum_(a <- rewards r) W a * v a.
    by rewrite /expect (sum_levels r); apply: eq_bigr => a _; apply: level_sum.
  have sR : expect pi (fun x => amount (r x)) = \sum_(a <- rewards r) amount a * W a.
    rewrite /expect (sum_levels r); apply: eq_bigr => a _; rewrite mulr_sumr.
    by apply: eq_bigr => x /eqP ->; rewrite mulrC.
  have sVR : expect pi (fun x => V x * amount (r x)) = \sum_(a <- rewards r) amount a * (W a * v a).
    rewrite /expect (sum_levels r); apply: eq_bigr => a _; rewrite -level_sum // mulr_sumr.
    by apply: eq_bigr => x /eqP ->; rewrite mulrA mulrC.
  rewrite /covariance sVR sV sR -[X in X - _]mulr1 -W1 !big_distrlr /= -sumrB; apply: eq_bigr => c _.
  by rewrite -sumrB; apply: eq_bigr => a _; rewrite /G; ring.
have split c : \sum_(a <- rewards r) G a c
    = \sum_(a <- rewards r | reward_le a c && (a != c)) G a c + \sum_(a <- rewards r | reward_le c a && (a != c)) G a c.
  rewrite (bigID (eq_op^~ c)) /= big1 ?add0r => [|a /eqP ->]; last by rewrite /G subrr !mul0r.
  rewrite (bigID (reward_le^~ c)) /=; congr (_ + _); apply: eq_bigl => a; rewrite andbC //.
  case: (eqVneq a c) => [->|ac] /=; rewrite ?andbF // !andbT.
  apply/negP/idP => [/negP no|le le']; first by case/orP: (reward_le_total a c) no => [->|].
  by rewrite (reward_le_anti le le') eqxx in ac.
under eq_bigr do rewrite split; rewrite big_split /=.
have -> : \sum_(c <- rewards r) \sum_(a <- rewards r | reward_le c a && (a != c)) G a c
    = \sum_(c <- rewards r) \sum_(a <- rewards r | reward_le a c && (a != c)) G c a.
  under eq_bigr do rewrite big_mkcond; rewrite exchange_big /=; apply: eq_bigr => c _.
  by rewrite [RHS]big_mkcond; apply: eq_bigr => a _; rewrite eq_sym.
rewrite -big_split /pairwise; apply: eq_bigr => c _; rewrite -big_split /=; apply: eq_bigr => a _.
rewrite /G -/(W a) -/(W c).
have [->|Wa] := eqVneq (W a) 0; first by rewrite !(mulr0, mul0r) addr0.
have [->|Wc] := eqVneq (W c) 0; first by rewrite !(mulr0, mul0r) addr0.
by rewrite (kept a Wa) (kept c Wc) -/(v a) -/(v c); ring.
Qed.

(** Tuning keeps the mean of the value at every reward that it reaches. *)
Lemma optimum_mean_at b r p V a : 0 < b -> forecast p -> optimum_exists r p ->
  Pr (optimum b r p) (level r a) != 0 -> mean_at p r V a = mean_at (optimum b r p) r V a.
Proof.
move=> b0 fp opt W0; have z0 := normaliser_gt0 b0 fp opt; apply: eq_bigr => x _; congr (_ * _).
have t y : level r a y -> p y != 0 -> tilt b r y = factor b a by move=> /eqP e _; rewrite /tilt e.
apply/esym/(given_weigh_same (lt0r_neq0 z0) _ t); apply: contra_neq W0 => f0.
rewrite Pr_weigh big1 ?mul0r // => y /eqP e; by rewrite /tilt e f0 mulr0.
Qed.

Definition spread_of a := if a is Some n then spread R (absz n) else 0.

Lemma factor_near (c : R) a : a != None -> `|c - 1| <= 2%:R^-1 ->
  `|factor c a - 1 - amount a * (c - 1)| <= spread_of a * (c - 1) ^+ 2.
Proof.
case: a => // -[n|n] _ h; first exact: expn_near.
rewrite [factor _ _]/= [amount _]/= [spread_of _]/= NegzE rmorphN /= mulNr opprK -exprnN; exact: expV_near.
Qed.

Lemma expect_norm_le pi F Q k : forecast pi -> 0 <= k -> (forall x, pi x != 0 -> `|Q x| <= k) ->
  `|expect pi (fun x => F x * Q x)| <= (\sum_x `|F x|) * k.
Proof.
move=> fpi k0 Qk; have [pi0 _] := fpi; apply: le_trans (ler_norm_sum _ _ _) _; rewrite mulr_suml.
apply: ler_sum => x _; have [->|px] := eqVneq (pi x) 0; first by rewrite mul0r normr0 mulr_ge0.
rewrite !normrM (ger0_norm (pi0 x)); apply: (@le_trans _ _ (1 * (`|F x| * `|Q x|))).
  by apply: ler_wpmul2r; rewrite ?mulr_ge0 ?forecast_le1.
by rewrite mul1r; apply: ler_wpmul2l => //; apply: Qk.
Qed.

Lemma covariance_slope b r p V : 0 < b -> forecast p -> optimum_exists r p ->
  slope_at (fun b => expect (optimum b r p) V) b (covariance (optimum b r p) V (fun x => amount (r x))).
Proof.
move=> b0 fp opt; set pi := optimum b r p; have fpi : forecast pi by apply: optimum_forecast.
have [pi0 pi1] := fpi; have z0 := normaliser_gt0 b0 fp opt.
have opt' : optimum_exists r pi.
  case: opt => x [px rx]; exists x; split=> //; rewrite /pi /optimum /weigh divr_gt0 ?mulr_gt0 ?factor_gt0 //.
have some x : pi x != 0 -> r x != None by apply: contra_neq => e; apply: optimum_allowed e.
set s := covariance _ _ _; pose k := \sum_x spread_of (r x); pose n1 := \sum_x `|V x|; pose n2 := \sum_(x : X) `|1 : R|.
have so0 a : 0 <= spread_of a by case: a => //= n; apply: spread_ge0.
have k0 : 0 <= k by apply: sumr_ge0.
have kx x : spread_of (r x) <= k by rewrite /k (bigD1 x) //= ler_addl sumr_ge0.
pose m := expect pi (fun x => amount (r x)); pose v := expect pi V.
have n10 : 0 <= n1 by apply: sumr_ge0.
have n20 : 0 <= n2 by apply: sumr_ge0.
pose g := `|m| + n2 * k; have g0 : 0 <= g by rewrite addr_ge0 // mulr_ge0.
pose d := (2%:R * (g + 1))^-1; have d0 : 0 < d by rewrite invr_gt0 mulr_gt0 ?ltr0n // ltr_paddl.
have d1 : d <= 2%:R^-1.
  by rewrite lef_pinv ?posrE ?mulr_gt0 ?ltr0n // ?ltr_paddl // ler_pemulr ?ler0n // ler_addr.
exists (2%:R * (n1 * k + `|v| * (n2 * k) + `|s| * g)), d; split=> // c near.
have half : `|c - 1| <= 2%:R^-1 := le_trans near d1.
set u := c - 1; pose Q x := tilt c r x - 1 - amount (r x) * u.
have Qk x : pi x != 0 -> `|Q x| <= k * u ^+ 2.
  move=> px; apply: le_trans (factor_near (some x px) half) _; apply: ler_wpmul2r; rewrite ?sqr_ge0 //.
have ku0 : 0 <= k * u ^+ 2 by rewrite mulr_ge0 ?sqr_ge0.
have c0 : 0 < c.
  have := near; rewrite ler_distl => /andP[le _]; apply: lt_le_trans le.
  by rewrite subr_gt0; apply: le_lt_trans d1 _; rewrite invf_lt1 ?ltr0n // ltr1n.
have -> : expect (optimum (c * b) r p) V = expect (optimum c r pi) V.
  apply: eq_bigr => x _; rewrite (@optimum_further _ _ b (c * b)) ?mulr_gt0 //.
  by rewrite mulfK // lt0r_neq0.
have expand F : expect pi (fun x => F x * tilt c r x)
    = expect pi F + u * expect pi (fun x => F x * amount (r x)) + expect pi (fun x => F x * Q x).
  rewrite /expect mulr_sumr -!big_split /=; apply: eq_bigr => x _; rewrite /Q; ring.
pose q := expect pi (fun x => 1 * Q x); pose w := expect pi (fun x => V x * Q x).
have Z : expect pi (tilt c r) = 1 + u * m + q.
  have := expand (fun=> 1); rewrite /expect; under eq_bigr do rewrite mul1r; move=> ->; congr (_ + _ * _ + _).
    by rewrite -[RHS]pi1; apply: eq_bigr => x _; rewrite mulr1.
  by apply: eq_bigr => x _; rewrite mul1r.
have q_le : `|q| <= n2 * (k * u ^+ 2) by apply: expect_norm_le.
have w_le : `|w| <= n1 * (k * u ^+ 2) by apply: expect_norm_le.
have u1 : `|u| <= 1 by apply: le_trans half _; rewrite invf_le1 ?ltr0n // ler1n.
have uu : u ^+ 2 <= `|u| by rewrite -real_normK ?num_real // expr2 ler_pimulr.
have umq : `|u * m + q| <= g * `|u|.
  apply: le_trans (ler_norm_add _ _) _; rewrite normrM mulrDl mulrC; apply: ler_add => //.
  by apply: le_trans q_le _; rewrite -mulrA; apply: ler_wpmul2l => //; apply: ler_wpmul2l.
have Z2 : 2%:R^-1 <= expect pi (tilt c r).
  have gu : g * `|u| <= 2%:R^-1.
    apply: le_trans (ler_wpmul2l g0 near) _; rewrite /d invfM mulrCA ler_pimulr ?invr_ge0 ?ler0n //.
    by rewrite ler_pdivr_mulr ?mul1r ?ler_addl ?ler01 // ltr_paddl.
  have := le_trans umq gu; rewrite ler_norml => /andP[le _].
  by rewrite Z -addrA -ler_subl_addl; apply: le_trans le; rewrite le_eqVlt; apply/orP; left; apply/eqP; field.
have Zp : 0 < expect pi (tilt c r) by apply: lt_le_trans Z2; rewrite invr_gt0 ltr0n.
have := tilt_covariance_step V c0 fpi opt'; rewrite -/v => ->.
have -> : covariance pi V (tilt c r) = u * s + (w - v * q).
  by rewrite /covariance expand Z /s /covariance -/v -/m -/w; ring.
have -> : (u * s + (w - v * q)) / expect pi (tilt c r) - u * s
    = (w - v * q - s * (u * (u * m + q))) / expect pi (tilt c r).
  rewrite Z in Zp *; move: (lt0r_neq0 Zp) => Z0; by field.
rewrite normrM normfV [`|expect _ _|]gtr0_norm // ler_pdivr_mulr //.
apply: (@le_trans _ _ ((n1 * k + `|v| * (n2 * k) + `|s| * g) * u ^+ 2)); last first.
  set T := n1 * k + _ + _; have T0 : 0 <= T by rewrite !addr_ge0 ?mulr_ge0.
  have -> : 2%:R * T * u ^+ 2 * expect pi (tilt c r) = T * u ^+ 2 * (2%:R * expect pi (tilt c r)) by ring.
  by rewrite ler_pemulr ?(mulr_ge0 T0 (sqr_ge0 u)) // mulrC -ler_pdivr_mulr ?ltr0n // mul1r.
have -> : (n1 * k + `|v| * (n2 * k) + `|s| * g) * u ^+ 2
    = n1 * (k * u ^+ 2) + `|v| * (n2 * (k * u ^+ 2)) + `|s| * (g * u ^+ 2) by ring.
apply: le_trans (ler_norm_sub _ _) _; apply: ler_add.
  apply: le_trans (ler_norm_sub _ _) _; apply: ler_add => //; rewrite normrM; exact: ler_wpmul2l.
have -> : g * u ^+ 2 = `|u| * (g * `|u|) by rewrite -[u ^+ 2]real_normK ?num_real // expr2 [RHS]mulrC mulrA.
by rewrite normrM; apply: ler_wpmul2l => //; rewrite normrM; apply: ler_wpmul2l.
Qed.

(** tilt/covariance (slope): history-possible-for-mimic, optimum-exists.
    The slope of the value in ln b is the pairwise sum over rewards, and this is the covariance of value and reward
    under the optimum. *)
Theorem tilt_covariance_slope b r p V : 0 < b -> forecast p -> optimum_exists r p ->
  slope_at (fun b => expect (optimum b r p) V) b (pairwise p (optimum b r p) r V) /\
  pairwise p (optimum b r p) r V = covariance (optimum b r p) V (fun x => amount (r x)).
Proof.
move=> b0 fp opt; have e : pairwise p (optimum b r p) r V = covariance (optimum b r p) V (fun x => amount (r x)).
  by apply: pairwise_covariance => [|a]; [apply: optimum_forecast | apply: optimum_mean_at].
by split=> //; rewrite e; apply: covariance_slope.
Qed.

(** E_p[V|r] does not fall as r rises over the rewards that p reaches, -oo the lowest. *)
Definition value_rises_with_reward p r V := forall a c, reward_le a c ->
  0 < Pr p (level r a) -> 0 < Pr p (level r c) -> mean_at p r V a <= mean_at p r V c.

Lemma level_gt0 p r x : nonneg p -> p x != 0 -> 0 < Pr p (level r (r x)).
Proof.
move=> p0 px; rewrite /Pr (bigD1 x) /=; last by rewrite /level /= eqxx.
by rewrite ltr_paddr ?sumr_ge0 // lt0r px p0.
Qed.

Lemma rising_once b r p V : 1 <= b -> forecast p -> optimum_exists r p -> value_rises_with_reward p r V ->
  expect p V <= expect (optimum b r p) V.
Proof.
move=> b1 fp opt rise; have b0 := lt_le_trans ltr01 b1; have z0 := normaliser_gt0 b0 fp opt; have [p0 p1] := fp.
rewrite /optimum expect_weigh ler_pdivl_mulr //.
have -> : expect p V = expect p (fun x => mean_at p r V (r x)).
  have := expect_levels r V (fun=> 1) p0; rewrite /expect; under eq_bigr do rewrite mulr1; move=> ->.
  by apply: eq_bigr => x _; rewrite mulr1.
have -> : expect p (fun x => tilt b r x * V x) = expect p (fun x => mean_at p r V (r x) * tilt b r x).
  rewrite -(expect_levels r V (factor b) p0); apply: eq_bigr => x _; by rewrite [V x * _]mulrC.
apply: le_trans (chebyshev p0 _) _ => [x y px py|]; last by rewrite p1 mul1r.
case/orP: (reward_le_total (r x) (r y)) => le.
- apply: mulr_le0; rewrite subr_le0; first by apply: rise => //; apply: level_gt0.
  exact: reward_le_factor.
- apply: mulr_ge0; rewrite subr_ge0; first by apply: rise => //; apply: level_gt0.
  exact: reward_le_factor.
Qed.

(** tilt/rising-value: history-possible-for-mimic, optimum-exists, value-rises-with-reward.
    The value falls neither from p to the optimum nor along rising bases. *)
Theorem tilt_rising_value b b' r p V : 1 <= b -> b <= b' -> forecast p -> optimum_exists r p ->
  value_rises_with_reward p r V ->
  expect p V <= expect (optimum b r p) V /\ expect (optimum b r p) V <= expect (optimum b' r p) V.
Proof.
move=> b1 bb fp opt rise; split; first exact: rising_once.
have b0 := lt_le_trans ltr01 b1; have b0' := lt_le_trans b0 bb; have [p0 _] := fp.
have fo := optimum_forecast b0 fp opt; have [o0 _] := fo.
have -> : expect (optimum b' r p) V = expect (optimum (b' / b) r (optimum b r p)) V.
  by apply: eq_bigr => x _; rewrite (optimum_further b0 b0' fp opt).
apply: rising_once => //; first by rewrite ler_pdivl_mulr // mul1r.
- case: opt => x [px rx]; exists x; split=> //; rewrite /optimum /weigh divr_gt0 ?mulr_gt0 ?factor_gt0 //.
  by apply: normaliser_gt0 => //; exists x.
move=> a c le Wa Wc; rewrite -!optimum_mean_at ?lt0r_neq0 //.
have reach d : 0 < Pr (optimum b r p) (level r d) -> 0 < Pr p (level r d).
  move=> W; rewrite lt0r Pr_ge0 // andbT; apply: contraTneq W => e0.
  by rewrite (Pr_within p0 _ e0) ?ltxx //; apply: optimum_within.
by apply: rise => //; apply: reach.
Qed.

(** p reaches no reward of -oo, and value and reward have a positive covariance. *)
Definition value_correlated p r V :=
  (forall x, p x != 0 -> r x != None) /\ 0 < covariance p V (fun x => amount (r x)).

End Value.

(** tilt/correlated-value refuted: history-possible-for-mimic, optimum-exists, value-correlated.
    The value is 0, 1 and 1/2 at rewards -1, 0 and 1. From base 2 to base 8 its mean falls from 4/7 to 40/73. *)
Theorem tilt_correlated_value_refuted :
  let p := fun _ : 'I_3 => 1 / 3%:R : rat in let V := three 0 1 (1 / 2%:R) in
  let r := fun x : 'I_3 => nth None [:: Some (- 1); Some 0; Some 1] x : option int in
  [/\ forecast p, forall x, 0 <= V x <= 1, optimum_exists r p, value_correlated p r V &
    ~ (expect p V <= expect (optimum 2%:R r p) V /\ expect (optimum 2%:R r p) V <= expect (optimum 8%:R r p) V)].
Proof.
move=> p V r; split.
- by apply: forecast3.
- by case=> [[|[|[|i]]] lt].
- by exists ord0.
- split; first by case=> [[|[|[|i]]] lt].
  by rewrite /covariance /expect !sum3.
- case=> _; rewrite /optimum /weigh /expect !sum3; by vm_compute.
Qed.
