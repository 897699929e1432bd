(** Softer rewards: failure costs rho instead of everything. The exponents are whole numbers n(x) = D(1 - g(x)) of the
    scale rho/beta = D ln b, D a common denominator of g and b > 1 the base. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log forcing.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Soft.
Variables (R : realFieldType) (X : finType) (p g : X -> R) (D : nat) (n : X -> nat).

(** D is a common denominator of g, so that the exponents n(x) = D(1 - g(x)) are whole numbers. Fractions have one. The suite asks
    besides, under the names soft-path-exact and soft-tilt-exact, that b^D is short enough to be worked out: no proof needs that. *)
Definition whole_exponents := (0 < D)%N /\ forall x, (n x)%:R = D%:R * (1 - g x).

(** b^(-D(1-g)). *)
Definition soft (b : R) x := b ^- n x.

(** The soft optimum at base b, p where b = 1. *)
Definition soft_optimum b := weigh p (soft b).

Hypotheses (fp : forecast p) (exact : whole_exponents).
Implicit Types (b : R) (f : X -> R).

Lemma soft_gt0 b x : 1 <= b -> 0 < soft b x.
Proof. by move=> b1; rewrite invr_gt0 exprn_gt0 // (lt_le_trans ltr01). Qed.

Lemma soft_ge0 b : 1 <= b -> nonneg (soft b).
Proof. by move=> b1 x; rewrite ltW // soft_gt0. Qed.

Lemma soft_mass b : 1 <= b -> 0 < expect p (soft b).
Proof.
move=> b1; have [p0 _] := fp; have [x px] := outcome_exists fp; rewrite /expect (bigD1 x) //=.
apply: ltr_paddr; last by rewrite mulr_gt0 ?soft_gt0 // lt0r px p0.
by apply: sumr_ge0 => y _; rewrite mulr_ge0 // soft_ge0.
Qed.

Lemma soft_forecast b : 1 <= b -> forecast (soft_optimum b).
Proof. by move=> b1; have [p0 _] := fp; apply: weigh_forecast => //; [apply: soft_ge0 | apply: soft_mass]. Qed.

(** What costs less is likelier to succeed. *)
Lemma cost_leq x y : (n x <= n y)%N = (g y <= g x).
Proof. by case: exact => D0 e; rewrite -(ler_nat R) !e ler_pmul2l ?ltr0n // ler_add2l ler_opp2. Qed.

(** A step of the path reweights by (b1/b2)^n. *)
Lemma soft_step b1 b2 : 1 <= b1 -> 1 <= b2 ->
  soft_optimum b2 =1 weigh (soft_optimum b1) (fun x => (b1 / b2) ^+ n x).
Proof.
move=> h1 h2 x; rewrite weighA; last exact/lt0r_neq0/soft_mass.
apply: eq_weigh => // y; rewrite expr_div_n mulrA mulVf ?mul1r //.
by rewrite expf_neq0 // lt0r_neq0 // (lt_le_trans ltr01).
Qed.

(** A function of g that does not fall with g. *)
Definition rising f := forall x y, g x <= g y -> f x <= f y.

Lemma rising_comonotone f (s : R) x y : 0 <= s <= 1 -> rising f -> 0 <= (f x - f y) * (s ^+ n x - s ^+ n y).
Proof.
move=> /andP[s0 s1] rf; case: (leP (g x) (g y)) => [le|/ltW le].
  by rewrite mulr_le0 // subr_le0; [apply: rf | apply: ler_wiexpn2l; rewrite ?cost_leq].
by rewrite mulr_ge0 // subr_ge0; [apply: rf | apply: ler_wiexpn2l; rewrite ?cost_leq].
Qed.

(** The mean of what rises with g rises along the path. *)
Lemma soft_rises b1 b2 f : 1 <= b1 -> b1 <= b2 -> rising f ->
  expect (soft_optimum b1) f <= expect (soft_optimum b2) f.
Proof.
move=> h1 h12 rf; have h2 := le_trans h1 h12; have f1 := soft_forecast h1.
have b20 : 0 < b2 := lt_le_trans ltr01 h2.
have -> : expect (soft_optimum b2) f = expect (weigh (soft_optimum b1) (fun x => (b1 / b2) ^+ n x)) f.
  by apply: eq_bigr => x _; rewrite (soft_step h1 h2).
apply: weigh_expect_ge => // [|x y]; last first.
  by apply: rising_comonotone; rewrite // divr_ge0 ?(le_trans ler01) //= ler_pdivr_mulr // mul1r.
rewrite /soft_optimum expect_weigh divr_gt0 ?soft_mass //.
rewrite [expect _ _](_ : _ = expect p (soft b2)) ?soft_mass //; apply: eq_bigr => x _; congr (_ * _).
by rewrite expr_div_n mulrA mulVf ?mul1r // expf_neq0 // lt0r_neq0 // (lt_le_trans ltr01).
Qed.

Lemma Pr_soft_rises b1 b2 (E : pred X) : 1 <= b1 -> b1 <= b2 -> (forall x y, g x <= g y -> E x -> E y) ->
  Pr (soft_optimum b1) E <= Pr (soft_optimum b2) E.
Proof.
move=> h1 h12 up; rewrite !PrE; apply: soft_rises => // x y /up; rewrite ler_nat.
by case: (E x) => // /(_ isT) ->.
Qed.

Lemma TV_soft_rises b1 b2 : 1 <= b1 -> b1 <= b2 ->
  TV (soft_optimum b1) p <= TV (soft_optimum b2) p.
Proof.
move=> h1 h12; have h2 := le_trans h1 h12; have [p0 p1] := fp.
have [[_ s1] [_ s2]] := (soft_forecast h1, soft_forecast h2); rewrite TV_attained ?s1 ?p1 //.
set E : pred X := [pred x | expect p (soft b1) < soft b1 x].
have e x : p x != 0 -> (p x < soft_optimum b1 x) = E x.
  move=> px; have px0 : 0 < p x by rewrite lt0r px p0.
  by rewrite /E /= /soft_optimum /weigh ltr_pdivl_mulr ?soft_mass // ltr_pmul2l.
have P q : within q p -> Pr q [pred x | p x < soft_optimum b1 x] = Pr q E.
  move=> w; rewrite !PrE; apply: eq_bigr => x _; have [px|px] := eqVneq (p x) 0; first by rewrite w // !mul0r.
  by rewrite [in LHS]/= e.
rewrite !P //; last exact: within_weigh.
apply: le_trans (TV_event E _); last by rewrite s2 p1.
apply: le_trans (ler_norm _); rewrite ler_add2r; apply: Pr_soft_rises => // x y le /lt_le_trans; apply.
by rewrite ler_pinv ?inE ?unitfE ?gt_eqF ?exprn_gt0 ?(lt_le_trans ltr01) // ler_weexpn2l // cost_leq.
Qed.

Lemma soft_forcing x : forcing g x -> n x = 0%N.
Proof.
case: exact => D0 e; rewrite forcingE => /eqP gx; apply/eqP; rewrite -(eqr_nat R) e gx.
by rewrite subrr mulr0.
Qed.

Lemma soft_on_forcing b x : forcing g x -> soft b x = 1.
Proof. by move=> /soft_forcing n0; rewrite /soft n0 expr0 invr1. Qed.

End Soft.

Section Paths.
Variables (R : realFieldType) (X : finType).
Implicit Types (p g : X -> R) (D : nat) (n : X -> nat) (b : R).

(** forcing/soft-path (tv-from-p): history-possible-for-mimic, soft-path-exact (not needed).
    As b rises the soft optimum does not come nearer to p. *)
Theorem forcing_soft_path_tv_from_p p g D n b1 b2 :
  forecast p -> whole_exponents g D n -> 1 <= b1 -> b1 <= b2 ->
  TV (soft_optimum p n b1) p <= TV (soft_optimum p n b2) p.
Proof. by move=> fp ex h1 h12; apply: (TV_soft_rises fp ex). Qed.

(** forcing/soft-path (success): history-possible-for-mimic, soft-path-exact (not needed).
    As b rises success does not become rarer. *)
Theorem forcing_soft_path_success p g D n b1 b2 :
  forecast p -> whole_exponents g D n -> 1 <= b1 -> b1 <= b2 ->
  expect (soft_optimum p n b1) g <= expect (soft_optimum p n b2) g.
Proof. by move=> fp ex h1 h12; apply: (soft_rises fp ex). Qed.

Lemma TV_soft_forcing p g D n b : forecast p -> whole_exponents g D n -> forcing_set_reachable p g -> 1 <= b ->
  TV (soft_optimum p n b) (given p (forcing g)) = 1 - Pr (soft_optimum p n b) (forcing g).
Proof.
move=> fp ex r0 b1; apply: (TV_weigh_given fp (soft_ge0 n b1) ltr01 r0) => x Fx _.
exact: (soft_on_forcing ex).
Qed.

Lemma Pr_forcing_rises p g D n b1 b2 : forecast p -> whole_exponents g D n -> 1 <= b1 -> b1 <= b2 -> channel g ->
  Pr (soft_optimum p n b1) (forcing g) <= Pr (soft_optimum p n b2) (forcing g).
Proof.
move=> fp ex h1 h12 cg; apply: (Pr_soft_rises fp ex) => // x y; rewrite !forcingE => le /eqP gx.
by apply/eqP/le_anti; rewrite -{2}gx le andbT; case/andP: (cg y).
Qed.

(** forcing/soft-path (tv-to-forcing): history-possible-for-mimic, soft-path-exact (not needed), forcing-set-reachable.
    As b rises the soft optimum does not go farther from p(.|X_F). *)
Theorem forcing_soft_path_tv_to_forcing p g D n b1 b2 :
  forecast p -> channel g -> whole_exponents g D n -> forcing_set_reachable p g -> 1 <= b1 -> b1 <= b2 ->
  TV (soft_optimum p n b2) (given p (forcing g)) <= TV (soft_optimum p n b1) (given p (forcing g)).
Proof.
move=> fp cg ex r0 h1 h12; rewrite !(TV_soft_forcing fp ex) ?(le_trans h1) //.
by rewrite ler_add2l ler_opp2; apply: Pr_forcing_rises ex _ _ _.
Qed.

(** forcing/soft-path (tv-exactly): history-possible-for-mimic, soft-path-exact (not needed), forcing-set-reachable.
    That distance is 1 - p(X_F)/Z. *)
Theorem forcing_soft_path_tv_exactly p g D n b :
  forecast p -> whole_exponents g D n -> forcing_set_reachable p g -> 1 <= b ->
  TV (soft_optimum p n b) (given p (forcing g)) = 1 - Pr p (forcing g) / expect p (soft n b).
Proof.
move=> fp ex r0 b1; rewrite (TV_soft_forcing fp ex) //; congr (_ - _).
by rewrite (@Pr_weighed _ _ _ _ 1) ?mul1r // => x Fx _; apply: (soft_on_forcing ex).
Qed.

Section Logarithms.
Variable ln : R -> R.
Hypothesis Ln : logarithm ln.

(** forcing/soft-path (kl-from-p): history-possible-for-mimic, soft-path-exact (not needed).
    Nor does the divergence from p, which is finite, fall. *)
Theorem forcing_soft_path_kl_from_p p g D n b1 b2 :
  forecast p -> whole_exponents g D n -> 1 <= b1 -> b1 <= b2 ->
  KL ln (soft_optimum p n b1) p <= KL ln (soft_optimum p n b2) p.
Proof.
move=> fp ex h1 h12; have [p0 _] := fp; have h2 := le_trans h1 h12.
have [f1 f2] := (soft_forecast n fp h1, soft_forecast n fp h2).
have w : within (soft_optimum p n b2) (soft_optimum p n b1).
  by move=> x; rewrite (soft_step n fp h1 h2) /weigh => ->; rewrite !mul0r.
have K q : forecast q -> within q (soft_optimum p n b1) -> KL ln q (soft_optimum p n b1) =
    KL ln q p - expect q (fun x => ln (soft n b1 x)) + ln (expect p (soft n b1)).
  by move=> fq qw; apply: (KL_weigh Ln) => //; [apply: soft_ge0 | apply: soft_mass].
have := KL_ge0 Ln f2 f1 w; have := KLpp Ln (proj1 f1); rewrite !K //.
move=> /eqP; rewrite addrAC subr_eq0 => /eqP eq1; rewrite addrAC subr_ge0 => le2.
rewrite -(ler_add2r (ln (expect p (soft n b1)))) eq1; apply: le_trans le2.
apply: (soft_rises fp ex) => // x y gxy; apply: (ln_mono Ln); first exact: soft_gt0.
by rewrite ler_pinv ?inE ?unitfE ?gt_eqF ?exprn_gt0 ?(lt_le_trans ltr01) // ler_weexpn2l // (cost_leq ex).
Qed.

(** forcing/soft-path (kl-to-forcing): history-possible-for-mimic, soft-path-exact (not needed), forcing-set-reachable.
    Nor does the divergence of p(.|X_F) from the soft optimum, which is finite, rise. *)
Theorem forcing_soft_path_kl_to_forcing p g D n b1 b2 :
  forecast p -> channel g -> whole_exponents g D n -> forcing_set_reachable p g -> 1 <= b1 -> b1 <= b2 ->
  KL ln (given p (forcing g)) (soft_optimum p n b2) <= KL ln (given p (forcing g)) (soft_optimum p n b1).
Proof.
move=> fp cg ex r0 h1 h12.
have K b : 1 <= b -> [/\ 0 < Pr (soft_optimum p n b) (forcing g) &
    KL ln (given p (forcing g)) (soft_optimum p n b) = - ln (Pr (soft_optimum p n b) (forcing g))].
  move=> b0; have z0 := soft_mass n fp b0; have sF x : forcing g x -> p x != 0 -> soft n b x = 1.
    by move=> Fx _; apply: (soft_on_forcing ex).
  have s0 : 0 < Pr (soft_optimum p n b) (forcing g) by rewrite (Pr_weighed sF) mul1r divr_gt0.
  split=> //; have G := given_weigh_same (lt0r_neq0 z0) (oner_neq0 R) sF.
  by rewrite -(eq_KL _ G (frefl _)) (KL_given Ln) //; case: (soft_forecast n fp b0).
have [[s1 ->] [s2 ->]] := (K _ h1, K _ (le_trans h1 h12)).
by rewrite ler_opp2 (ln_mono Ln) //; apply: Pr_forcing_rises ex _ _ _.
Qed.

End Logarithms.

Lemma best_costs p g D n a x : whole_exponents g D n -> best p g a -> best p g x -> n x = n a.
Proof.
move=> ex ba bx; have e := best_same bx ba.
by apply/eqP; rewrite eqn_leq !(cost_leq ex) e lexx.
Qed.

Section Limit.
Variables (p g : X -> R) (D : nat) (n : X -> nat) (a : X).
Hypotheses (fp : forecast p) (ex : whole_exponents g D n) (ba : best p g a).

Lemma soft_on_best b x : best p g x -> p x != 0 -> soft n b x = soft n b a.
Proof. by move=> bx _; rewrite /soft (best_costs ex ba bx). Qed.

Lemma TV_soft_best b : 1 <= b ->
  TV (soft_optimum p n b) (given p (best p g)) = 1 - Pr (soft_optimum p n b) (best p g).
Proof.
move=> b1; apply: (TV_weigh_given fp (soft_ge0 n b1) (soft_gt0 n a b1)); first exact: best_reached.
exact: soft_on_best.
Qed.

Lemma Pr_best_rises b1 b2 : 1 <= b1 -> b1 <= b2 ->
  Pr (soft_optimum p n b1) (best p g) <= Pr (soft_optimum p n b2) (best p g).
Proof.
move=> h1 h12; have P b : Pr (soft_optimum p n b) (best p g) = Pr (soft_optimum p n b) [pred x | g a <= g x].
  rewrite !PrE; apply: eq_bigr => x _; have [px|px] := eqVneq (p x) 0.
    by rewrite /soft_optimum (within_weigh (soft n b) px) !mul0r.
  congr (_ * (nat_of_bool _)%:R); apply/idP/idP => [bx|le]; first by rewrite /= (best_same bx ba).
  apply/andP; split=> //; apply/forallP => y; apply/implyP => py.
  exact: le_trans (best_top ba py) le.
by rewrite !P; apply: (Pr_soft_rises fp ex) => // x y le /le_trans; apply.
Qed.

End Limit.

(** forcing/hard-limit (distance): history-possible-for-mimic, soft-path-exact (not needed).
    The best outcomes within reach have their weight b^(-D(1-max g)) at each a of them; the soft optimum is at distance
    1 - p(A) b^(-D(1-max g))/Z from p(.|A). *)
Theorem forcing_hard_limit_distance p g D n a b :
  forecast p -> whole_exponents g D n -> best p g a -> 1 <= b ->
  TV (soft_optimum p n b) (given p (best p g)) = 1 - Pr p (best p g) * soft n b a / expect p (soft n b).
Proof.
move=> fp ex ba b1; rewrite (TV_soft_best fp ex ba) //; congr (_ - _).
by rewrite (Pr_weighed (soft_on_best ex ba b)) [Pr p _ * _]mulrC.
Qed.

(** forcing/hard-limit (falls): history-possible-for-mimic, soft-path-exact (not needed).
    With or without a forcing set the distance from p(.|A) does not rise with b. *)
Theorem forcing_hard_limit_falls p g D n b1 b2 :
  forecast p -> whole_exponents g D n -> 1 <= b1 -> b1 <= b2 ->
  TV (soft_optimum p n b2) (given p (best p g)) <= TV (soft_optimum p n b1) (given p (best p g)).
Proof.
move=> fp ex h1 h12; have [a ba] := best_exists g fp.
rewrite !(TV_soft_best fp ex ba) ?(le_trans h1) // ler_add2l ler_opp2.
exact: (Pr_best_rises fp ex ba).
Qed.

(** forcing/hard-limit (rate): history-possible-for-mimic, soft-path-exact (not needed).
    And it vanishes like 1/b. *)
Theorem forcing_hard_limit_rate p g D n b : forecast p -> whole_exponents g D n -> 1 <= b ->
  let share := Pr p (best p g) in
  TV (soft_optimum p n b) (given p (best p g)) <= (1 - share) / (1 - share + b * share).
Proof.
move=> fp ex b1 /=; set share := Pr p (best p g).
have [a ba] := best_exists g fp; have b0 : 0 < b := lt_le_trans ltr01 b1.
have s0 : 0 < share := best_reached g fp.
have -> : (1 - share) / (1 - share + b * share) = (1 - share) * b^-1 / (share + (1 - share) * b^-1).
  have -> : share + (1 - share) * b^-1 = (1 - share + b * share) * b^-1 by field; rewrite lt0r_neq0.
  by rewrite invfM invrK mulrACA mulVf ?mulr1 // lt0r_neq0.
apply: (TV_weigh_given_rate fp (soft_ge0 n b1) (soft_gt0 n a b1) s0) => [||x nb px].
- exact: (soft_on_best ex ba).
- by rewrite invr_ge0 ltW.
- rewrite /soft -invfM -exprSr ler_pinv ?inE ?unitfE ?gt_eqF ?exprn_gt0 // ler_weexpn2l //.
  rewrite ltnNge (cost_leq ex); apply: contra nb => le; apply/andP; split=> //.
  by apply/forallP => y; apply/implyP => py; apply: le_trans (best_top ba py) le.
Qed.

(** forcing/hard-limit (gap): history-possible-for-mimic, soft-path-exact (not needed), success-happens.
    The gap theorem needs no forcing set. *)
Theorem forcing_hard_limit_gap p g : forecast p -> channel g -> success_happens p g ->
  TV (given p (best p g)) (posterior p g) = 1 - Pr (posterior p g) (best p g).
Proof.
move=> fp cg s0; have g0 x : 0 <= g x by case/andP: (cg x).
have [a ba] := best_exists g fp; have [x px gx] := success_outcome fp cg s0.
rewrite TVC; apply: (@TV_weigh_given _ _ _ _ (g a)) => //.
- exact: lt_le_trans gx (best_top ba (lt0r_neq0 px)).
- exact: best_reached.
- by move=> y b_y _; apply: best_same ba.
Qed.

End Paths.

(** Two channels as near as one likes, and optima as far as can be. *)
Section Fragile.
Variables (R : realFieldType) (eta : R).

Definition other_forcing_set_reachable (X : finType) (p labels : X -> R) := 0 < Pr p (forcing labels).

(** One text succeeds for certain, the other one almost; the labels have it the other way round. *)
Definition two_channels (certain text : bool) : R := if text == certain then 1 else 1 - Num.min eta 1.

Definition even (text : bool) : R := 2%:R^-1.

Hypothesis eta0 : 0 < eta.

Lemma shortfall : 0 < Num.min eta 1 <= 1.
Proof. by rewrite lt_minr eta0 ltr01 le_minl lexx orbT. Qed.

Lemma even_forecast : forecast even.
Proof. by split=> [x|]; rewrite ?invr_ge0 ?ler0n // big_bool /even -[RHS]half2 mulrDr mulr1. Qed.

Lemma two_channel certain : channel (two_channels certain).
Proof.
move=> x; have /andP[m0 m1] := shortfall; rewrite /two_channels; case: ifP => _; first by rewrite ler01 lexx.
by rewrite subr_ge0 m1 ler_subl_addr ler_addl ltW.
Qed.

Lemma two_forcing certain x : forcing (two_channels certain) x = (x == certain).
Proof.
have /andP[m0 _] := shortfall; rewrite forcingE /two_channels; case: ifP; rewrite ?eqxx // => _.
by rewrite -subr_eq0 addrC addKr oppr_eq0 gt_eqF.
Qed.

Lemma two_reach certain : Pr even (forcing (two_channels certain)) = 2%:R^-1.
Proof. by rewrite /Pr (eq_bigl _ _ (two_forcing certain)) big_pred1_eq. Qed.

Lemma two_reachable certain : forcing_set_reachable even (two_channels certain).
Proof. by rewrite /forcing_set_reachable two_reach invr_gt0 ltr0n. Qed.

End Fragile.

(** forcing/fragile (near): history-possible-for-mimic, forcing-set-reachable, other-forcing-set-reachable.
    For every eta > 0 these two channels are within eta of each other. *)
Theorem forcing_fragile_near (R : realFieldType) (eta : R) : 0 < eta ->
  let g := two_channels eta true in let labels := two_channels eta false in
  [/\ forecast (@even R), channel g /\ channel labels, forcing_set_reachable (@even R) g,
      other_forcing_set_reachable (@even R) labels & forall x, `|g x - labels x| <= eta].
Proof.
move=> e0 g labels; have /andP[m0 m1] := shortfall e0; split.
- exact: even_forecast.
- by split; apply: two_channel.
- exact: two_reachable.
- exact: two_reachable.
have le : `|Num.min eta 1| <= eta by rewrite gtr0_norm // le_minl lexx.
by case; rewrite /g /labels /two_channels /= ?subKr // addrC addKr normrN.
Qed.

(** forcing/fragile (far): history-possible-for-mimic, forcing-set-reachable, other-forcing-set-reachable.
    And tuning on one lands at distance 1 from tuning on the other. *)
Theorem forcing_fragile_far (R : realFieldType) (eta : R) : 0 < eta ->
  let g := two_channels eta true in let labels := two_channels eta false in
  [/\ forcing_set_reachable (@even R) g, other_forcing_set_reachable (@even R) labels &
      TV (given (@even R) (forcing g)) (given (@even R) (forcing labels)) = 1].
Proof.
move=> e0 g labels; split; try exact: two_reachable.
rewrite /TV big_bool /given !two_forcing // !two_reach //= mulfV ?invr_eq0 ?pnatr_eq0 // subr0 sub0r normrN.
by rewrite normr1 half2.
Qed.

(** forcing/soft-between refuted: history-possible-for-mimic, forcing-set-reachable, soft-tilt-exact (not needed).
    With p = 5/9, 1/9, 1/3, g = 0, 1, 2/3 and b = 2 the third outcome has 12/25, more than under p or p(.|X_F), and the
    soft optimum is not on the segment between them either. *)
Theorem forcing_soft_between_refuted :
  let p := fun x : 'I_3 => [:: 5%:R / 9%:R; 1 / 9%:R; 1 / 3%:R]`_x : rat in
  let g := fun x : 'I_3 => [:: 0; 1; 2%:R / 3%:R]`_x : rat in
  let n := fun x : 'I_3 => nth 0%N [:: 3; 0; 1]%N x in
  let pi := soft_optimum p n 2%:R in let forced := given p (forcing g) in
  [/\ forecast p, channel g, whole_exponents g 3 n, forcing_set_reachable p g &
    ~ (forall E : pred 'I_3, Pr pi E <= Num.max (Pr p E) (Pr forced E)) /\ ~ TV p pi + TV pi forced = TV p forced].
Proof.
move=> p g n pi forced.
have r0 : Pr p (forcing g) = 1 / 9%:R by rewrite /Pr big_mkcond !big_ord_recl big_ord0.
have z : expect p (soft n 2%:R) = 25%:R / 72%:R by rewrite /expect !big_ord_recl big_ord0.
split.
- split; first by case=> [[|[|[|x]]] le].
  by rewrite !big_ord_recl big_ord0; apply/eqP; vm_compute.
- by move=> [[|[|[|x]]] le].
- by split; last by case=> [[|[|[|x]]] le] //; apply/eqP; vm_compute.
- by rewrite /forcing_set_reachable r0.
have e x : pi x = p x * soft n 2%:R x / (25%:R / 72%:R) by rewrite /pi /soft_optimum /weigh z.
have f x : forced x = if forcing g x then p x / (1 / 9%:R) else 0 by rewrite /forced /given r0.
have [a b c] : [/\ pi ord0 = 5%:R / 25%:R, pi (lift ord0 ord0) = 8%:R / 25%:R &
    pi (lift ord0 (lift ord0 ord0)) = 12%:R / 25%:R].
  by rewrite !e; split; apply/eqP; vm_compute.
split.
  move=> /(_ (pred1 (lift ord0 (lift ord0 ord0)))); rewrite /Pr !big_pred1_eq c f.
  by vm_compute.
by rewrite /TV !big_ord_recl !big_ord0 a b c !f; vm_compute.
Qed.
