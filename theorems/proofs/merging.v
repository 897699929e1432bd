(** Equal capabilities: operator and mimic see the same outcomes, and merge where her law is dominated by its.

    Here are distances over the whole future to the horizon. They rest on the likelihood ratio Z = A/M, which is a
    martingale under the mimic. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Squares.
Variables (R : realFieldType) (I : finType).
Implicit Types (u v : I -> R).

(** Cauchy and Schwarz, or the convexity of x^2/y. *)
Lemma sum_square_div u v : nonneg v -> (forall i, v i = 0 -> u i = 0) ->
  (\sum_i u i) ^+ 2 / (\sum_i v i) <= \sum_i u i ^+ 2 / v i.
Proof.
move=> v0 uv; set U := \sum_i u i; set V := \sum_i v i.
have [e0|V0] := eqVneq V 0.
  by rewrite e0 invr0 mulr0 sumr_ge0 // => i _; rewrite mulr_ge0 ?sqr_ge0 ?invr_ge0.
have -> : U ^+ 2 / V = \sum_i (2%:R * (U / V) * u i - (U / V) ^+ 2 * v i).
  by rewrite sumrB -!mulr_sumr -/U -/V; field.
apply: ler_sum => i _; have [e0|vi] := eqVneq (v i) 0.
  by rewrite e0 (uv _ e0) invr0 !mulr0 subr0.
rewrite -subr_ge0; have -> : u i ^+ 2 / v i - (2%:R * (U / V) * u i - (U / V) ^+ 2 * v i)
  = (u i - U / V * v i) ^+ 2 / v i by field; rewrite vi V0.
by rewrite mulr_ge0 ?sqr_ge0 ?invr_ge0.
Qed.

End Squares.

Section Futures.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M : seq X -> R) (h g : seq X) (F : seq X -> R).

(** Z(h), the operator's likelihood ratio. *)
Definition ratio A M h := A h / M h.

(** TV(A_h, M_h) over the next l steps, 1 where the mimic holds h impossible. *)
Definition distance l A M h := if M h == 0 then 1 else TVn l (after A h) (after M h).

(** E_A of it after n steps. What she holds impossible has no weight. *)
Definition expected_distance n l A M := mean n A (distance l A M).

(** A(h) > 0 implies M(h) > 0, to the horizon. *)
Definition dominated_on_histories L A M := forall h, (size h <= L)%N -> 0 < A h -> 0 < M h.

Lemma hsum_take n l (F : seq X -> seq X -> R) :
  hsum (n + l) (fun w => F (take n w) w) = hsum n (fun h => hsum l (fun g => F h (h ++ g))).
Proof. by rewrite hsum_cat; apply: eq_hsum => h sh; apply: eq_hsum => g _; rewrite -sh take_size_cat. Qed.

Lemma mean_ge0 n M F : law M -> (forall h, size h = n -> 0 <= F h) -> 0 <= mean n M F.
Proof. by move=> [M0 _ _] F0; apply: hsum_ge0 => h sh; rewrite mulr_ge0 ?F0. Qed.

Lemma ler_mean n M F G : law M -> (forall h, size h = n -> 0 < M h -> F h <= G h) -> mean n M F <= mean n M G.
Proof.
move=> [M0 _ _] le; apply: ler_hsum => h sh; have := M0 h; rewrite le0r => /orP[/eqP ->|h0].
  by rewrite !mul0r.
by rewrite ler_pmul2l // le.
Qed.

Lemma mean_cst n M c : law M -> mean n M (fun=> c) = c.
Proof.
by move=> lM; rewrite -[RHS]mulr1 -(law_sum n lM) -hsumZ; apply: eq_hsum => h _; rewrite mulrC.
Qed.

(** What depends on the first n outcomes only. *)
Lemma mean_take n l M F : law M -> mean (n + l) M (fun w => F (take n w)) = mean n M F.
Proof.
move=> lM; rewrite /mean (hsum_take n l (fun h w => M w * F h)); apply: eq_hsum => h _.
by rewrite -(law_cat l h lM) mulrC -hsumZ; apply: eq_hsum => g _; rewrite mulrC.
Qed.

(** The square of a mean is at most the mean of the square. *)
Lemma mean_square n M F : law M -> mean n M F ^+ 2 <= mean n M (fun h => F h ^+ 2).
Proof.
move=> lM; set c := mean n M F; rewrite -subr_ge0.
have -> : mean n M (fun h => F h ^+ 2) - c ^+ 2 = mean n M (fun h => (F h - c) ^+ 2).
  transitivity (mean n M (fun h => F h ^+ 2) - 2%:R * c * mean n M F + mean n M (fun=> c ^+ 2)).
    by rewrite mean_cst // -/c; ring.
  by rewrite /mean -hsumZ -hsumB -hsumD; apply: eq_hsum => h _; ring.
by apply: mean_ge0 => // h _; apply: sqr_ge0.
Qed.

Section Dominated.
Variables (L : nat) (A M : seq X -> R).
Hypotheses (lA : law A) (lM : law M) (dom : dominated_on_histories L A M).

Lemma dominated0 h : (size h <= L)%N -> M h = 0 -> A h = 0.
Proof.
move=> sh m0; have [A0 _ _] := lA; apply/eqP; have := A0 h; rewrite le0r => /orP[//|/(dom sh)].
by rewrite m0 ltxx.
Qed.

Lemma mul_ratio h : (size h <= L)%N -> M h * ratio A M h = A h.
Proof.
move=> sh; have [m0|m0] := eqVneq (M h) 0; first by rewrite m0 mul0r dominated0.
by rewrite mulrC divfK.
Qed.

End Dominated.

(** What h contributes to the expected distance. *)
Lemma distanceE l A M h : law A -> law M -> A h * distance l A M h =
  if M h == 0 then A h else 2%:R^-1 * hsum l (fun g => `|A (h ++ g) - ratio A M h * M (h ++ g)|).
Proof.
move=> lA lM; rewrite /distance; case: eqVneq => m0; first by rewrite mulr1.
have [A0 _ _] := lA; rewrite /TVn mulrCA -hsumZ; congr (_ * _); apply: eq_hsum => g _.
rewrite /ratio /after; have [a0|a0] := eqVneq (A h) 0.
  by rewrite (law_prefix0 _ lA a0) a0 !mul0r subrr normr0.
by rewrite -{1}[A h]ger0_norm // -normrM; congr `|_|; field; rewrite a0 m0.
Qed.

(** merging/martingale: history-possible-for-operator, history-possible-for-mimic, dominated-on-histories.
    Under the mimic the next likelihood ratio is on average what it is now. *)
Theorem merging_martingale L A M h : law A -> law M -> dominated_on_histories L A M -> (size h < L)%N ->
  \sum_x M (rcons h x) * ratio A M (rcons h x) = M h * ratio A M h.
Proof.
move=> lA lM dom sh; rewrite (mul_ratio lA dom) ?(ltnW sh) //; have [_ _ ->] := lA.
by apply: eq_bigr => x _; rewrite (mul_ratio lA dom) ?size_rcons.
Qed.

(** merging/identity: history-possible-for-operator, history-possible-for-mimic, dominated-on-histories.
    The expected distance of the future is half of how far the likelihood ratio still moves under the mimic. *)
Theorem merging_identity n l A M : law A -> law M -> dominated_on_histories (n + l) A M ->
  expected_distance n l A M = 2%:R^-1 * mean (n + l) M (fun w => `|ratio A M w - ratio A M (take n w)|).
Proof.
move=> lA lM dom; have [M0 _ _] := lM.
rewrite /mean (hsum_take n l (fun h w => M w * `|ratio A M w - ratio A M h|)) -hsumZ.
apply: eq_hsum => h sh; rewrite distanceE //; case: eqVneq => m0.
  rewrite (dominated0 lA dom) ?sh ?leq_addr // hsum0 ?mulr0 // => g _.
  by rewrite (law_prefix0 _ lM m0) mul0r.
congr (_ * _); apply: eq_hsum => g sg.
rewrite -{2}[M _]ger0_norm // -normrM mulrBr (mul_ratio lA dom) ?size_cat ?sh ?sg //.
by rewrite [ratio A M h * _]mulrC.
Qed.

(** What is left to move of Z is orthogonal to what has moved. *)
Lemma energy_increment n l A M : law A -> law M -> dominated_on_histories (n + l) A M ->
  mean (n + l) M (fun w => (ratio A M w - ratio A M (take n w)) ^+ 2)
    = mean (n + l) M (fun h => ratio A M h ^+ 2) - mean n M (fun h => ratio A M h ^+ 2).
Proof.
move=> lA lM dom; set Z := ratio A M.
have cross : mean (n + l) M (fun w => Z w * Z (take n w)) = mean n M (fun h => Z h ^+ 2).
  rewrite /mean (hsum_take n l (fun h w => M w * (Z w * Z h))); apply: eq_hsum => h sh.
  rewrite expr2 mulrA (mul_ratio lA dom) ?sh ?leq_addr // -(law_cat l h lA) mulrC -hsumZ.
  by apply: eq_hsum => g sg; rewrite mulrA (mul_ratio lA dom) ?size_cat ?sh ?sg // mulrC.
transitivity (mean (n + l) M (fun w => Z w ^+ 2) - 2%:R * mean (n + l) M (fun w => Z w * Z (take n w))
    + mean (n + l) M (fun w => Z (take n w) ^+ 2)).
  by rewrite /mean -hsumZ -hsumB -hsumD; apply: eq_hsum => w _; ring.
by rewrite cross (mean_take n l (fun h => Z h ^+ 2) lM); ring.
Qed.

(** merging/energy (future): history-possible-for-operator, history-possible-for-mimic, dominated-on-histories.
    The square of twice the expected distance is at most what is left for the second moment of Z to rise. *)
Theorem merging_energy_future n l A M : law A -> law M -> dominated_on_histories (n + l) A M ->
  (2%:R * expected_distance n l A M) ^+ 2
    <= mean (n + l) M (fun h => ratio A M h ^+ 2) - mean n M (fun h => ratio A M h ^+ 2).
Proof.
move=> lA lM dom; rewrite merging_identity // mulrA mulfV ?pnatr_eq0 // mul1r -energy_increment //.
apply: (le_trans (mean_square _ _ lM)); rewrite le_eqVlt; apply/orP; left; apply/eqP.
by apply: eq_hsum => h _; rewrite real_normK // num_real.
Qed.

(** What is below C M is so on all histories to any horizon. *)
Lemma dominated_histories L A M C : law A -> law M -> dominated A M C -> dominated_on_histories L A M.
Proof.
move=> lA [M0 _ _] le h _ a0; have := M0 h; rewrite le0r => /orP[/eqP e0|//].
by have := lt_le_trans a0 (le h); rewrite e0 mulr0 ltxx.
Qed.

End Futures.

Section Starts.
Variables (R : realFieldType) (X S : finType).
Variables (a m : S -> R) (K : S -> seq X -> R) (C : R).

(** The laws of operator and mimic: a prior each over the same sources. *)
Local Notation A := (mixture a K).
Local Notation M := (mixture m K).

(** kappa, the second moment of the priors' ratio. *)
Definition kappa := \sum_s a s ^+ 2 / m s.

Lemma starts_within : nonneg a -> starts_dominated a m C -> within a m.
Proof. by move=> a0 d s m0; apply/eqP; rewrite eq_le a0 andbT; have := d s; rewrite m0 mulr0. Qed.

(** merging/energy (kappa): history-possible-for-operator, history-possible-for-mimic, dominated-on-histories (not needed), starts-dominated.
    The second moment of Z stays below that of the priors' ratio. *)
Theorem merging_energy_kappa n l : forecast a -> forecast m -> (forall s, law (K s)) -> starts_dominated a m C ->
  mean (n + l) M (fun h => ratio A M h ^+ 2) - mean n M (fun h => ratio A M h ^+ 2)
    <= kappa - mean n M (fun h => ratio A M h ^+ 2).
Proof.
move=> [a0 a1] [m0 m1] lK d; rewrite ler_add2r; have am := starts_within a0 d.
have -> : kappa = hsum (n + l) (fun h => \sum_s a s ^+ 2 / m s * K s h).
  rewrite hsum_sum; apply: eq_bigr => s _; rewrite hsumZ law_sum ?mulr1 //.
apply: ler_hsum => h _; have k0 s : 0 <= K s h by case: (lK s).
have -> : M h * ratio A M h ^+ 2 = A h ^+ 2 / M h.
  rewrite /ratio; have [e0|M0] := eqVneq (M h) 0; first by rewrite e0 invr0 !(mul0r, mulr0).
  by field.
apply: (le_trans (sum_square_div _ _)) => [s|s|]; first by rewrite mulr_ge0.
  by move=> /eqP; rewrite mulf_eq0 => /orP[/eqP/am ->|/eqP ->]; rewrite ?mul0r ?mulr0.
apply: ler_sum => s _; have [e0|ms] := eqVneq (m s) 0; first by rewrite e0 (am _ e0) !expr2 !(mul0r, mulr0).
have [e0|ks] := eqVneq (K s h) 0; first by rewrite e0 expr2 !(mulr0, mul0r).
by rewrite le_eqVlt; apply/orP; left; apply/eqP; field; rewrite ms ks.
Qed.

End Starts.
