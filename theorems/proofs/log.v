(** Logarithms and divergences in nats.

    The proofs ask three things of ln and no more: it turns products into sums, ln x <= x - 1 for positive x, and
    equality only at 1. real.v shows that the real logarithm does. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Definition logarithm (R : realFieldType) (ln : R -> R) :=
  [/\ forall x y, 0 < x -> 0 < y -> ln (x * y) = ln x + ln y,
      forall x, 0 < x -> ln x <= x - 1
    & forall x, 0 < x -> ln x = x - 1 -> x = 1].

(** KL(p||q) where p << q; a term without weight counts nothing, whatever ln is there. *)
Definition KL (R : realFieldType) (ln : R -> R) (X : finType) (p q : X -> R) := \sum_x p x * ln (p x / q x).

Section Logarithm.
Variables (R : realFieldType) (ln : R -> R).
Hypothesis Ln : logarithm ln.

Lemma lnM x y : 0 < x -> 0 < y -> ln (x * y) = ln x + ln y.
Proof. by case: Ln => h _ _; apply: h. Qed.

Lemma ln_le x : 0 < x -> ln x <= x - 1.
Proof. by case: Ln => _ h _; apply: h. Qed.

Lemma ln_eq x : 0 < x -> ln x = x - 1 -> x = 1.
Proof. by case: Ln => _ _; apply. Qed.

Lemma ln1 : ln 1 = 0.
Proof. by have /eqP := @lnM 1 1 ltr01 ltr01; rewrite mulr1 -subr_eq subrr eq_sym => /eqP. Qed.

Lemma lnV x : 0 < x -> ln x^-1 = - ln x.
Proof.
move=> x0; apply/eqP; rewrite eq_sym -subr_eq0 -opprD oppr_eq0 -lnM ?invr_gt0 //.
by rewrite mulfV ?lt0r_neq0 // ln1.
Qed.

Lemma ln_div x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y.
Proof. by move=> x0 y0; rewrite lnM ?invr_gt0 // lnV. Qed.

Lemma ln_lt x y : 0 < x -> x < y -> ln x < ln y.
Proof.
move=> x0 xy; have y0 := lt_trans x0 xy.
rewrite -subr_gt0 -ln_div // -[y / x]invrK lnV ?invr_gt0 ?divr_gt0 // oppr_gt0 invf_div.
have q0 : 0 < x / y by rewrite divr_gt0.
have q1 : x / y < 1 by rewrite ltr_pdivr_mulr // mul1r.
by apply: (le_lt_trans (ln_le q0)); rewrite subr_lt0.
Qed.

Lemma ln_mono x y : 0 < x -> x <= y -> ln x <= ln y.
Proof. by move=> x0; rewrite le_eqVlt => /orP[/eqP -> //|/(ln_lt x0)/ltW]. Qed.

Lemma ln_ge0 x : 1 <= x -> 0 <= ln x.
Proof. by move=> x1; rewrite -ln1 ln_mono // ltr01. Qed.

Lemma lnXn x n : 0 < x -> ln (x ^+ n) = n%:R * ln x.
Proof.
move=> x0; elim: n => [|n IH]; first by rewrite expr0 ln1 mul0r.
by rewrite exprS lnM ?exprn_gt0 // IH -addn1 natrD mulrDl mul1r addrC.
Qed.

Lemma lnXz x (v : int) : 0 < x -> ln (x ^ v) = v%:~R * ln x.
Proof.
move=> x0; case: v => n; first exact: lnXn.
by rewrite NegzE -invr_expz lnV ?exprz_gt0 // -exprnP lnXn // rmorphN mulNr.
Qed.

Section Divergence.
Variable X : finType.
Implicit Types p q r : X -> R.

Lemma within_pos p q x : nonneg p -> nonneg q -> within p q -> p x != 0 -> 0 < p x /\ 0 < q x.
Proof.
move=> p0 q0 pq px; split; rewrite lt0r; first by rewrite px p0.
by rewrite q0 andbT; apply: contra_neq px; apply: pq.
Qed.

(** Gibbs, term by term: p ln(p/q) >= p - q, with equality only where they are the same. *)
Lemma KL_term p q x : nonneg p -> nonneg q -> within p q -> p x - q x <= p x * ln (p x / q x).
Proof.
move=> p0 q0 pq; have [-> | px] := eqVneq (p x) 0; first by rewrite mul0r sub0r oppr_le0.
have [px0 qx0] := within_pos p0 q0 pq px.
have := ln_le (divr_gt0 qx0 px0); rewrite -invf_div lnV ?divr_gt0 // ler_oppl => le.
apply: le_trans (ler_wpmul2l (p0 x) le).
by rewrite opprB mulrBr mulr1 invf_div mulrCA mulfV // mulr1.
Qed.

Lemma KL_term_eq p q x : nonneg p -> nonneg q -> within p q -> p x * ln (p x / q x) = p x - q x -> p x = q x.
Proof.
move=> p0 q0 pq; have [-> | px] := eqVneq (p x) 0.
  by rewrite mul0r sub0r => /eqP; rewrite eq_sym oppr_eq0 => /eqP ->.
have [px0 qx0] := within_pos p0 q0 pq px; move=> e.
have d0 := divr_gt0 qx0 px0.
have : ln (q x / p x) = q x / p x - 1.
  rewrite -invf_div lnV ?divr_gt0 //; apply: (mulfI px); rewrite mulrN e opprB invf_div mulrBr mulr1.
  by rewrite mulrCA mulfV // mulr1.
by move/(ln_eq d0)/divr1_eq.
Qed.

Lemma KL_ge0 p q : forecast p -> forecast q -> within p q -> 0 <= KL ln p q.
Proof.
move=> [p0 p1] [q0 q1] pq.
have <- : \sum_x (p x - q x) = 0 by rewrite sumrB p1 q1 subrr.
by apply: ler_sum => x _; apply: KL_term.
Qed.

Lemma KL_eq0 p q : forecast p -> forecast q -> within p q -> KL ln p q = 0 -> p =1 q.
Proof.
move=> [p0 p1] [q0 q1] pq e x; apply: KL_term_eq => //.
have e0 : \sum_x (p x * ln (p x / q x) - (p x - q x)) = 0.
  by rewrite sumrB -/(KL ln p q) e sumrB p1 q1 !subrr.
apply/eqP; rewrite -subr_eq0; apply/eqP.
apply: (@sum_eq0 _ _ (fun y => p y * ln (p y / q y) - (p y - q y))) => // y.
by rewrite subr_ge0 KL_term.
Qed.

Lemma KLpp p : nonneg p -> KL ln p p = 0.
Proof.
move=> p0; rewrite /KL big1 // => x _; have [-> | px] := eqVneq (p x) 0; first by rewrite mul0r.
by rewrite mulfV // ln1 mulr0.
Qed.

Lemma eq_KL p p' q q' : p =1 p' -> q =1 q' -> KL ln p q = KL ln p' q'.
Proof. by move=> ep eq; apply: eq_bigr => x _; rewrite ep eq. Qed.

Lemma withinP p q : reflect (within p q) [forall x, (q x == 0) ==> (p x == 0)].
Proof.
apply: (iffP forallP) => h x; last by apply/implyP => /eqP /h ->.
by move=> qx; apply/eqP; move/implyP: (h x); apply; rewrite qx.
Qed.

(** KL(p||q), None for +infinity. *)
Definition divergence p q : option R := if [forall x, (q x == 0) ==> (p x == 0)] then Some (KL ln p q) else None.

Lemma divergence_within p q : within p q -> divergence p q = Some (KL ln p q).
Proof. by rewrite /divergence => /withinP ->. Qed.

Lemma within_refl p : within p p.
Proof. by []. Qed.

Lemma within_weigh p w : within (weigh p w) p.
Proof. by move=> x px; rewrite /weigh px !mul0r. Qed.

Lemma within_given p E : within (given p E) p.
Proof. by move=> x px; rewrite /given px mul0r if_same. Qed.

(** Reweighting q by w shifts the divergence to it by the mean of ln w. *)
Lemma KL_weigh p q w : forecast p -> nonneg q -> nonneg w -> 0 < expect q w -> within p (weigh q w) ->
  KL ln p (weigh q w) = KL ln p q - expect p (fun x => ln (w x)) + ln (expect q w).
Proof.
move=> [p0 p1] q0 w0 z0 pq; rewrite /expect -/(expect q w) -[ln (expect q w)]mul1r -p1 mulr_suml /KL.
rewrite -sumrB -big_split /=; apply: eq_bigr => x _.
have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r subrr addr0.
have [px0 wx0] := within_pos p0 (weigh_ge0 q0 w0) pq px.
have qx0 : 0 < q x by rewrite lt0r q0 andbT; apply: contraTneq wx0 => e; rewrite /weigh e !mul0r ltxx.
have tx0 : 0 < w x by rewrite lt0r w0 andbT; apply: contraTneq wx0 => e; rewrite /weigh e mulr0 mul0r ltxx.
have qw0 := mulr_gt0 qx0 tx0; have qz0 := divr_gt0 qw0 z0.
by rewrite -mulrBr -mulrDr; congr (_ * _); rewrite /weigh !ln_div // lnM //; ring.
Qed.

Lemma KL_given p E : nonneg p -> 0 < Pr p E -> KL ln (given p E) p = - ln (Pr p E).
Proof.
move=> p0 e0; have fg := given_forecast p0 e0; have [_ g1] := fg.
have g x : given p E x = weigh p (fun y => (E y)%:R) x := given_weigh p E x.
have e1 : expect p (fun y => (E y)%:R) = Pr p E by rewrite PrE.
have := @KL_weigh (given p E) p (fun y => (E y)%:R) fg p0 (fun y => ler0n _ _).
rewrite e1 -(eq_KL (frefl _) g) KLpp; last by case: fg.
move=> /(_ e0) K; have /K : within (given p E) (weigh p (fun y => (E y)%:R)) by move=> x; rewrite g.
rewrite [expect _ _]big1 ?subr0 => [/eqP|x _]; first by rewrite eq_sym addr_eq0 => /eqP.
by rewrite /given; case: (E x); rewrite ?mul0r // ln1 mulr0.
Qed.

End Divergence.
End Logarithm.

(** Pinsker's inequality, which some claims rest on besides. pinsker.v proves it over every Archimedean field. *)
Definition pinsker (R : realFieldType) (ln : R -> R) := forall (X : finType) (p q : X -> R),
  forecast p -> forecast q -> within p q -> 2%:R * TV p q ^+ 2 <= KL ln p q.

Section LogSum.
Variables (R : realFieldType) (ln : R -> R) (I : finType).
Hypothesis Ln : logarithm ln.
Implicit Types u v : I -> R.

(** The log-sum inequality, also for weights that do not sum to one. *)
Lemma log_sum u v : nonneg u -> nonneg v -> within u v ->
  (\sum_i u i) * ln ((\sum_i u i) / \sum_i v i) <= \sum_i u i * ln (u i / v i).
Proof.
move=> u0 v0 uv; set U := \sum_i u i; set V := \sum_i v i.
have [e0|U0] := eqVneq U 0.
  rewrite e0 mul0r big1 // => i _; have -> : u i = 0 by apply: sum_eq0 e0 i.
  by rewrite mul0r.
have V0 : V != 0.
  apply: contra_neq U0 => e0; rewrite /U big1 // => i _; apply: uv.
  exact: sum_eq0 e0 i.
have Up : 0 < U by rewrite lt0r U0 sumr_ge0.
have Vp : 0 < V by rewrite lt0r V0 sumr_ge0.
have r0 : 0 < U / V by rewrite divr_gt0.
have -> : U * ln (U / V) = \sum_i (u i * ln (U / V) + (u i - U / V * v i)).
  by rewrite big_split /= sumrB -mulr_suml -mulr_sumr -/U -/V divfK // subrr addr0.
apply: ler_sum => i _; have [-> |ui] := eqVneq (u i) 0.
  by rewrite !mul0r add0r sub0r oppr_le0 mulr_ge0 // ltW.
have [ui0 vi0] := within_pos u0 v0 uv ui.
have -> : u i / v i = U / V * (u i / (U / V * v i)) by field; rewrite U0 V0 gt_eqF.
have d0 : 0 < u i / (U / V * v i) by rewrite divr_gt0 // mulr_gt0.
rewrite [X in _ <= _ * X](lnM Ln) // mulrDr ler_add2l.
apply: (@KL_term _ _ Ln _ u (fun i => U / V * v i)) => // [j|j /eqP]; first by rewrite mulr_ge0 // ltW.
by rewrite mulf_eq0 (gt_eqF r0) /= => /eqP /uv.
Qed.

End LogSum.
