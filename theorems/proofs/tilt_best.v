(** Best of n: draw n outcomes and keep the first of the highest reward. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log sources tilt tilt_collapse tilt_value.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Powers.
Variable R : realFieldType.
Implicit Types (a b : R) (n : nat).

Lemma bernoulli a b n : 0 <= b -> b <= a -> (n.+1)%:R * b ^+ n * (a - b) <= a ^+ n.+1 - b ^+ n.+1.
Proof.
move=> b0 ba; have a0 := le_trans b0 ba; elim: n => [|n IH]; first by rewrite expr0 !expr1 !mul1r.
rewrite -subr_ge0; have -> : a ^+ n.+2 - b ^+ n.+2 - n.+2%:R * b ^+ n.+1 * (a - b)
    = a * (a ^+ n.+1 - b ^+ n.+1 - n.+1%:R * b ^+ n * (a - b)) + n.+1%:R * b ^+ n * (a - b) ^+ 2.
  rewrite ![_ ^+ n.+2]exprS ![_ ^+ n.+1]exprS -[n.+2]addn1 -[n.+1]addn1 !natrD.
  by move: (a ^+ n) (b ^+ n) => c d; ring.
by rewrite addr_ge0 ?mulr_ge0 ?subr_ge0 ?exprn_ge0 ?ler0n ?sqr_ge0.
Qed.

(** The trapezoid rule for n u^(n-1) u, which is convex. *)
Lemma trapezoid a b n : 0 <= b -> b <= a ->
  n.+1%:R * (a ^+ n - b ^+ n) * (a + b) <= 2%:R * n%:R * (a ^+ n.+1 - b ^+ n.+1).
Proof.
move=> b0 ba; have a0 := le_trans b0 ba; elim: n => [|n IH]; first by rewrite !expr0 subrr !(mulr0, mul0r).
rewrite -subr_ge0; have -> : 2%:R * n.+1%:R * (a ^+ n.+2 - b ^+ n.+2) - n.+2%:R * (a ^+ n.+1 - b ^+ n.+1) * (a + b)
    = a * (2%:R * n%:R * (a ^+ n.+1 - b ^+ n.+1) - n.+1%:R * (a ^+ n - b ^+ n) * (a + b))
      + (a - b) * (a ^+ n.+1 - b ^+ n.+1 - n.+1%:R * b ^+ n * (a - b)).
  rewrite ![_ ^+ n.+2]exprS ![_ ^+ n.+1]exprS -[n.+2]addn1 -[n.+1]addn1 !natrD.
  by move: (a ^+ n) (b ^+ n) => c d; ring.
by rewrite addr_ge0 ?mulr_ge0 ?subr_ge0 // bernoulli.
Qed.

End Powers.

Section Best.
Variables (R : realFieldType) (X : finType).
Implicit Types (p : X -> R) (r : X -> option int) (a c : option int) (x y z : X) (n : nat).

Definition reward_lt a c := ~~ reward_le c a.

(** The first outcome of the highest reward among x :: h. *)
Definition better r x y := if reward_lt (r x) (r y) then y else x.
Definition best_drawn r x h := foldl (better r) x h.

(** The law of the best of n draws. *)
Definition best_law r p n x :=
  hsum n (fun h => draws p h * (if h is y :: h' then best_drawn r y h' == x else false)%:R).

(** F(r) and F_(r) at the reward r of x: the chances of at most r and of less. *)
Definition up_to r p x := Pr p [pred y | reward_le (r y) (r x)].
Definition below r p x := Pr p [pred y | reward_lt (r y) (r x)].

Lemma reward_lt_le a c : reward_lt a c -> reward_le a c.
Proof. by rewrite /reward_lt; case/orP: (reward_le_total a c) => ->. Qed.

Lemma reward_ltxx a : reward_lt a a = false.
Proof. by rewrite /reward_lt; case: a => //= n; rewrite lexx. Qed.

Lemma reward_lt_le_trans a b c : reward_lt a b -> reward_le b c -> reward_lt a c.
Proof. by move=> ab bc; apply/negP => ca; move/negP: ab; apply; apply: reward_le_trans ca. Qed.

Lemma reward_le_lt_trans a b c : reward_le a b -> reward_lt b c -> reward_lt a c.
Proof. by move=> ab bc; apply/negP => ca; move/negP: bc; apply; apply: reward_le_trans ab. Qed.

Section Law.
Variables (r : X -> option int) (p : X -> R).
Local Notation F := (up_to r p).
Local Notation B := (below r p).

Definition best_from n y x := hsum n (fun h => draws p h * (best_drawn r y h == x)%:R).

Lemma best_fromS n y x : best_from n.+1 y x = \sum_z p z * best_from n (better r y z) x.
Proof.
by apply: eq_bigr => z _; rewrite -hsumZ; apply: eq_hsum => h _; rewrite /draws big_cons mulrA.
Qed.

Lemma best_lawS n x : best_law r p n.+1 x = \sum_y p y * best_from n y x.
Proof.
by apply: eq_bigr => y _; rewrite -hsumZ; apply: eq_hsum => h _; rewrite /draws big_cons mulrA.
Qed.

Lemma best_from_other n y x : reward_le (r x) (r y) -> y != x -> best_from n y x = 0.
Proof.
elim: n y => [|n IH] y xy yx; first by rewrite /best_from /= (negbTE yx) mulr0.
rewrite best_fromS big1 // => z _; rewrite /better; case: ifP => lt; rewrite IH ?mulr0 //.
  exact: reward_le_trans xy (reward_lt_le lt).
by apply: contraTneq (reward_le_lt_trans xy lt) => ->; rewrite reward_ltxx.
Qed.

Lemma best_from_same n x : best_from n x x = F x ^+ n.
Proof.
elim: n => [|n IH]; first by rewrite /best_from /= /draws big_nil eqxx mulr1.
rewrite best_fromS exprS /up_to {1}/Pr mulr_suml [RHS]big_mkcond; apply: eq_bigr => z _ /=.
rewrite /better /reward_lt; case le: (reward_le (r z) (r x)) => /=; first by rewrite IH.
rewrite best_from_other ?mulr0 //; first by apply: reward_lt_le; rewrite /reward_lt le.
by apply: contraFneq le => ->; apply: contraFT (reward_ltxx (r x)).
Qed.

(** The chance that the best is x, over p(x), if a first draw has a lower reward. *)
Fixpoint later x n := if n is k.+1 then F x ^+ k + B x * later x k else 0.

Lemma best_step n x (G : X -> X) :
  (forall z, z != x -> reward_lt (r z) (r x) -> best_from n (G z) x = p x * later x n) ->
  (forall z, z != x -> ~~ reward_lt (r z) (r x) -> best_from n (G z) x = 0) -> best_from n (G x) x = F x ^+ n ->
  \sum_z p z * best_from n (G z) x = p x * later x n.+1.
Proof.
move=> low high same; rewrite (bigD1 x) //= same mulrDr; congr (_ + _).
have -> : p x * (B x * later x n) = \sum_(z | reward_lt (r z) (r x)) p z * (p x * later x n).
  by rewrite -mulr_suml mulrCA.
rewrite big_mkcond [RHS]big_mkcond; apply: eq_bigr => z _.
have [-> |zx] /= := eqVneq z x; first by rewrite reward_ltxx.
by case: ifPn => [lt|ge]; [rewrite low | rewrite high ?mulr0].
Qed.

Lemma best_from_lower n y x : reward_lt (r y) (r x) -> best_from n y x = p x * later x n.
Proof.
elim: n y => [|n IH] y yx.
  rewrite /best_from /= mulr0; case: eqP => [e|_]; last by rewrite mulr0.
  by rewrite e reward_ltxx in yx.
rewrite best_fromS; apply: best_step => [z _ zx|z zx ge|].
- by apply: IH; rewrite /better; case: ifP.
- have xz : reward_le (r x) (r z) by rewrite negbK in ge.
  by rewrite /better (reward_lt_le_trans yx xz) best_from_other.
- by rewrite /better yx best_from_same.
Qed.

Lemma best_law_later n x : best_law r p n x = p x * later x n.
Proof.
case: n => [|n]; first by rewrite /best_law /= !mulr0.
rewrite best_lawS; apply: (@best_step n x id) => [z _|z zx|]; [exact: best_from_lower | | exact: best_from_same].
by rewrite negbK => xz; apply: best_from_other.
Qed.

Lemma level_share x : F x - B x = Pr p (level r (r x)).
Proof.
suff -> : F x = B x + Pr p (level r (r x)) by rewrite addrAC subrr add0r.
rewrite /up_to /Pr (bigID (fun y => reward_lt (r y) (r x))) /=; congr (_ + _); apply: eq_bigl => y /=.
- rewrite andbC; case lt: (reward_lt _ _) => //=; exact: reward_lt_le.
- rewrite negbK; apply/andP/eqP => [[le ge]|->]; first exact: reward_le_anti.
  by case: (r x) => //= n; rewrite lexx.
Qed.

Lemma later_powers n x : (F x - B x) * later x n = F x ^+ n - B x ^+ n.
Proof.
elim: n => [|n IH] /=; first by rewrite mulr0 !expr0 subrr.
rewrite mulrDr mulrCA IH !exprS; ring.
Qed.

Hypothesis fp : forecast p.

Lemma best_law_powers n x : best_law r p n x = given p (level r (r x)) x * (F x ^+ n - B x ^+ n).
Proof.
have [p0 _] := fp; rewrite best_law_later -later_powers level_share /given /level /= eqxx.
have [e0|n0] := eqVneq (Pr p [pred y | r y == r x]) 0; last by rewrite mulrA divfK.
by rewrite (Pr_eq0 p0 e0) /= ?eqxx // !mul0r.
Qed.

Lemma below_ge0 x : 0 <= B x.
Proof. by have [p0 _] := fp; apply: Pr_ge0. Qed.

Lemma below_up_to x : B x <= F x.
Proof. by have [p0 _] := fp; rewrite -subr_ge0 level_share Pr_ge0. Qed.

Lemma best_law_sum n : \sum_x best_law r p n.+1 x = 1.
Proof.
have [p0 p1] := fp; rewrite -(law_sum n.+1 (draws_law fp)) -hsum_sum; apply: eq_hsum => -[|y h] // _.
by rewrite -mulr_sumr (bigD1 (best_drawn r y h)) //= eqxx big1 ?addr0 ?mulr1 // => x; rewrite eq_sym => /negbTE ->.
Qed.

Lemma best_law_ge0 n x : 0 <= best_law r p n x.
Proof.
have [p0 _] := fp; rewrite best_law_powers mulr_ge0 ?given_ge0 // subr_ge0; case: n => [|n]; first by rewrite !expr0.
by rewrite ler_expn2r ?nnegrE ?below_ge0 ?below_up_to // (le_trans (below_ge0 x) (below_up_to x)).
Qed.

End Law.

(** tilt/best-of-n (law): history-possible-for-mimic.
    The best of n draws is x with probability p(x|r) (F(r)^n - F_(r)^n). *)
Theorem tilt_best_of_n_law r p n x : forecast p ->
  best_law r p n x = given p (level r (r x)) x * (up_to r p x ^+ n - below r p x ^+ n).
Proof. by move=> fp; apply: best_law_powers. Qed.

(** tilt/best-of-n (wins): history-possible-for-mimic.
    It beats a fresh draw, ties counting half, with probability at most n/(n + 1). *)
Theorem tilt_best_of_n_wins r p n : forecast p ->
  expect (best_law r p n) (fun x => (up_to r p x + below r p x) / 2%:R) <= n%:R / n.+1%:R.
Proof.
move=> fp; have [p0 _] := fp.
apply: (@le_trans _ _ (\sum_x n%:R / n.+1%:R * best_law r p n.+1 x)); last first.
  by rewrite -mulr_sumr best_law_sum // mulr1.
apply: ler_sum => x _; rewrite !best_law_powers // -[X in X <= _]mulrA [X in _ <= X]mulrCA.
apply: ler_wpmul2l; first exact: given_ge0.
have arith (N k d e s : R) : 0 < N -> N * d * s <= 2%:R * k * e -> d * (s / 2%:R) <= k / N * e.
  move=> N0 le; have N2 : 0 < 2%:R * N by rewrite mulr_gt0 ?ltr0n.
  rewrite -(ler_pmul2l N2); have -> : 2%:R * N * (d * (s / 2%:R)) = N * d * s by field.
  by have -> : 2%:R * N * (k / N * e) = 2%:R * k * e by field; rewrite gt_eqF.
by apply: arith; [rewrite ltr0n | exact: trapezoid (below_ge0 r fp x) (below_up_to r fp x)].
Qed.

(** tilt/best-of-n (tilt): history-possible-for-mimic, optimum-exists.
    Its objective is at most that of the optimum. It supposes allowed, that it never earns -oo: otherwise it is -oo. *)
Theorem tilt_best_of_n_tilt (ln : R -> R) b r p n : logarithm ln -> 1 < b -> forecast p -> optimum_exists r p ->
  allowed r (best_law r p n.+1) ->
  objective ln b r p (best_law r p n.+1) <= objective ln b r p (optimum b r p).
Proof.
move=> Ln b1 fp opt al; have b0 := lt_trans ltr01 b1.
have fb : forecast (best_law r p n.+1) by split=> [x|]; [apply: best_law_ge0 | apply: best_law_sum].
have d : challenger_dominated (best_law r p n.+1) p by move=> x px; rewrite best_law_later px mul0r.
have [gap [w _]] := tilt_optimum Ln b1 fp opt fb.
rewrite -subr_ge0 gap //; apply: (KL_ge0 Ln fb) (w (conj d al)); exact: optimum_forecast.
Qed.

End Best.

(** tilt/best-of-n-divergence refuted: history-possible-for-mimic.
    If there is one outcome, the best of two draws is it: the divergence is 0, and ln 2 - 1/2 is not. *)
Theorem tilt_best_of_n_divergence_refuted (R : realFieldType) (ln : R -> R) : logarithm ln ->
  let p := fun _ : unit => 1 : R in let r := fun _ : unit => Some 0 : option int in
  forecast p /\ ~ KL ln (best_law r p 2) p = ln 2%:R - (2%:R - 1) / 2%:R.
Proof.
move=> Ln p r; have one (q : unit -> R) : \sum_x q x = q tt.
  by rewrite (bigD1 tt) //= big1 ?addr0 // => -[].
have fp : forecast p by split=> [x|]; rewrite ?ler01 // one.
split=> //; have b1 : best_law r p 2 tt = 1 by rewrite -(best_law_sum r fp 1) one.
rewrite /KL one b1 /p divr1 (ln1 Ln) mulr0 => /esym/eqP; rewrite subr_eq0 => /eqP e.
have h0 : 0 < 2%:R^-1 :> R by rewrite invr_gt0 ltr0n.
have : ln 2%:R^-1 = 2%:R^-1 - 1 by rewrite (lnV Ln) ?ltr0n // e; field.
move=> /(ln_eq Ln h0)/eqP; rewrite invr_eq1 => /eqP/eqP; by rewrite (eqr_nat R 2 1).
Qed.
