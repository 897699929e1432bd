(** Laws fitted to a sample: what a record of all details misses, and what is lost if a mimic learns from itself. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources merging.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Samples.
Variables (R : realFieldType) (X : finType).
Implicit Types (p q : X -> R) (E : pred X) (h : seq X) (n : nat).

(** The frequencies of the outcomes in a sample. *)
Definition empirical h x : R := (count_mem x h)%:R / (size h)%:R.

(** The mean of F over samples of n independent draws. *)
Definition sampled n p (F : seq X -> R) := mean n (draws p) F.

Lemma sampledS n p F : sampled n.+1 p F = \sum_x p x * sampled n p (fun h => F (x :: h)).
Proof.
rewrite /sampled /mean /=; apply: eq_bigr => x _; rewrite -hsumZ; apply: eq_hsum => h _.
by rewrite /draws big_cons mulrA.
Qed.

Lemma eq_sampled n p F G : (forall h, size h = n -> F h = G h) -> sampled n p F = sampled n p G.
Proof. by move=> e; apply: eq_hsum => h sh; rewrite e. Qed.

Lemma sampled_cst n p c : forecast p -> sampled n p (fun=> c) = c.
Proof. by move=> fp; apply: mean_cst; apply: draws_law. Qed.

Lemma sampledD n p F G : sampled n p (fun h => F h + G h) = sampled n p F + sampled n p G.
Proof. by rewrite /sampled /mean -hsumD; apply: eq_hsum => h _; rewrite mulrDr. Qed.

Lemma sampledZ n p c F : sampled n p (fun h => c * F h) = c * sampled n p F.
Proof. by rewrite /sampled /mean -hsumZ; apply: eq_hsum => h _; rewrite mulrCA. Qed.

Lemma sampled_sum (I : finType) n p (F : I -> seq X -> R) :
  sampled n p (fun h => \sum_i F i h) = \sum_i sampled n p (F i).
Proof. by rewrite /sampled /mean -hsum_sum; apply: eq_hsum => h _; rewrite mulr_sumr. Qed.

Lemma ler_sampled n p F G : forecast p -> (forall h, size h = n -> F h <= G h) -> sampled n p F <= sampled n p G.
Proof. by move=> fp le; apply: ler_mean => [|h sh _]; [apply: draws_law | apply: le]. Qed.

(** How often an event occurs in a sample. *)
Lemma sampled_count n p E : forecast p -> sampled n p (fun h => (count E h)%:R) = n%:R * Pr p E.
Proof.
move=> fp; have [_ p1] := fp; elim: n => [|n IH]; first by rewrite /sampled /mean /= mulr0 mul0r.
rewrite sampledS (eq_bigr (fun x => p x * (E x)%:R + n%:R * Pr p E * p x)) => [|x _]; last first.
  rewrite (eq_sampled p (G := fun h => (E x)%:R + (count E h)%:R)) => [|h _]; last by rewrite -natrD.
  by rewrite sampledD sampled_cst // IH mulrDr [p x * (_ * _)]mulrC.
by rewrite big_split /= -mulr_sumr p1 -PrE -[n.+1]addn1 natrD; ring.
Qed.

Lemma sampled_count2 n p E : forecast p ->
  sampled n p (fun h => (count E h)%:R ^+ 2) = n%:R * Pr p E + (n%:R ^+ 2 - n%:R) * Pr p E ^+ 2.
Proof.
move=> fp; have [_ p1] := fp; elim: n => [|n IH].
  by rewrite /sampled /mean /= expr2 !(mulr0, mul0r) subrr mul0r addr0.
set s := n%:R * Pr p E + _ in IH.
rewrite sampledS (eq_bigr (fun x => (1 + 2%:R * (n%:R * Pr p E)) * (p x * (E x)%:R) + s * p x)) => [|x _]; last first.
  rewrite (eq_sampled p (G := fun h => (E x)%:R + 2%:R * (E x)%:R * (count E h)%:R + (count E h)%:R ^+ 2)) => [|h _].
    by rewrite !sampledD sampled_cst // sampledZ IH sampled_count //; ring.
  by rewrite /= natrD; case: (E x) => /=; ring.
by rewrite big_split /= -!mulr_sumr p1 -PrE /s -[n.+1]addn1 natrD; ring.
Qed.

Lemma sum_count E h : (\sum_(x | E x) count_mem x h)%N = count E h.
Proof.
elim: h => [|y h IH] /=; first by rewrite big1.
rewrite big_split /= IH; congr (_ + _)%N; rewrite big_mkcond (bigD1 y) //= eqxx big1 ?addn0; first by case: (E y).
by move=> x xy; rewrite eq_sym (negbTE xy) if_same.
Qed.

Lemma Pr_empirical E h : Pr (empirical h) E = (count E h)%:R / (size h)%:R.
Proof. by rewrite /Pr -mulr_suml -natr_sum sum_count. Qed.

Lemma empirical_forecast h : (0 < size h)%N -> forecast (empirical h).
Proof.
move=> s0; split=> [x|]; first by rewrite divr_ge0 ?ler0n.
by rewrite -PrT Pr_empirical count_predT mulfV // pnatr_eq0 -lt0n.
Qed.

(** The mean of F over the laws that are refitted g times, each time to n draws. *)
Fixpoint refitted n g p (F : (X -> R) -> R) :=
  if g is g'.+1 then sampled n p (fun h => refitted n g' (empirical h) F) else F p.

(** The chance that two draws differ. *)
Definition variety p := 1 - \sum_x p x ^+ 2.

Lemma variety_differ p : forecast p -> variety p = \sum_x \sum_(y | y != x) p x * p y.
Proof.
move=> [_ p1]; rewrite /variety -{1}p1 -sumrB; apply: eq_bigr => x _; rewrite -mulr_sumr.
by rewrite -{1}[p x]mulr1 -{1}p1 (bigD1 x) //= mulrDr -expr2 addrC addKr.
Qed.

(** mimic/collapse (means): history-possible-for-mimic.
    On average each outcome keeps its probability. The claim tries one and two generations; it is so for any number. *)
Theorem mimic_collapse_means n g p x : (0 < n)%N -> forecast p -> refitted n g p (fun q => q x) = p x.
Proof.
move=> n0; elim: g p => //= g IH p fp; have nr : n%:R != 0 :> R by rewrite pnatr_eq0 -lt0n.
rewrite (eq_sampled p (G := fun h => n%:R^-1 * (count_mem x h)%:R)) => [|h sh]; last first.
  by rewrite IH; [rewrite /empirical sh mulrC | apply: empirical_forecast; rewrite sh].
rewrite sampledZ sampled_count // mulKf // /Pr big_mkcond (bigD1 x) //= eqxx big1 ?addr0 // => y /negbTE yx.
by rewrite yx.
Qed.

(** mimic/collapse (variety): history-possible-for-mimic.
    But the chance that two draws differ falls by a factor of 1 - 1/n each time. *)
Theorem mimic_collapse_variety n g p : (0 < n)%N -> forecast p ->
  variety p = \sum_x \sum_(y | y != x) p x * p y /\ refitted n g p variety = (1 - n%:R^-1) ^+ g * variety p.
Proof.
move=> n0 fp0; split; first exact: variety_differ.
elim: g p fp0 => [|g IH] p fp /=; first by rewrite expr0 mul1r.
have nr : n%:R != 0 :> R by rewrite pnatr_eq0 -lt0n.
rewrite (eq_sampled p (G := fun h => (1 - n%:R^-1) ^+ g + - ((1 - n%:R^-1) ^+ g) *
    \sum_x n%:R^-1 ^+ 2 * (count_mem x h)%:R ^+ 2)) => [|h sh]; last first.
  rewrite IH; last by apply: empirical_forecast; rewrite sh.
  rewrite /variety mulrBr mulr1 mulNr; congr (_ - _ * _).
  by apply: eq_bigr => x _; rewrite /empirical sh exprMn mulrC.
rewrite sampledD sampled_cst // sampledZ sampled_sum [_ ^+ g.+1]exprS [_ * _ ^+ g]mulrC -mulrA mulNr.
rewrite -[X in X - _]mulr1 -mulrBr.
congr (_ * _); rewrite (eq_bigr (fun x => n%:R^-1 * p x + (1 - n%:R^-1) * p x ^+ 2)) => [|x _].
  by rewrite big_split /= -!mulr_sumr; have [_ ->] := fp; rewrite /variety; ring.
rewrite sampledZ sampled_count2 //; have -> : Pr p (pred1 x) = p x by rewrite /Pr big_pred1_eq.
by field.
Qed.

(** mimic/point-distribution (unseen): history-possible-for-nature.
    What n draws have not shown has on average the probability that comes to. *)
Theorem mimic_point_distribution_unseen n p : forecast p ->
  sampled n p (fun h => Pr p [pred x | x \notin h]) = \sum_x p x * (1 - p x) ^+ n.
Proof.
move=> fp; have [_ p1] := fp.
rewrite (eq_sampled p (G := fun h => \sum_x p x * (x \notin h)%:R)) => [|h _]; last by rewrite PrE.
rewrite sampled_sum; apply: eq_bigr => x _; rewrite sampledZ; congr (_ * _).
elim: n => [|n IH]; first by rewrite /sampled /mean /= /draws big_nil mulr1.
rewrite sampledS (eq_bigr (fun y => p y * (y != x)%:R * (1 - p x) ^+ n)) => [|y _].
  rewrite -mulr_suml exprS; congr (_ * _).
  transitivity (Pr p (predC (pred1 x))); first by rewrite PrE.
  by rewrite PrC // /Pr big_pred1_eq.
rewrite -IH -[RHS]mulrA -[(y != x)%:R * _]sampledZ; congr (_ * _); apply: eq_sampled => h _.
by rewrite inE negb_or [x == y]eq_sym; case: (y != x); rewrite ?mul1r ?mul0r.
Qed.

(** mimic/point-distribution (distance): history-possible-for-nature.
    It is at most the expected distance of the record. *)
Theorem mimic_point_distribution_distance n p : (0 < n)%N -> forecast p ->
  \sum_x p x * (1 - p x) ^+ n <= sampled n p (fun h => TV p (empirical h)).
Proof.
move=> n0 fp; rewrite -mimic_point_distribution_unseen //; apply: ler_sampled => // h sh.
have [_ e1] : forecast (empirical h) by apply: empirical_forecast; rewrite sh.
have e : \sum_x p x = \sum_x empirical h x by rewrite e1; case: fp.
apply: le_trans (TV_event [pred x | x \notin h] e); apply: le_trans (ler_norm _).
rewrite Pr_empirical; set c := count _ _; suff -> : c = 0%N by rewrite mul0r subr0.
by apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => x xh; rewrite /= xh.
Qed.

(** The frequency of an event varies by its variance over n. *)
Lemma sampled_variance n p E : (0 < n)%N -> forecast p ->
  sampled n p (fun h => (Pr p E - (count E h)%:R / n%:R) ^+ 2) = Pr p E * (1 - Pr p E) / n%:R.
Proof.
move=> n0 fp; have nr : n%:R != 0 :> R by rewrite pnatr_eq0 -lt0n.
rewrite (eq_sampled p (G := fun h => Pr p E ^+ 2 + - (2%:R * Pr p E / n%:R) * (count E h)%:R
    + n%:R^-1 ^+ 2 * (count E h)%:R ^+ 2)) => [|h _]; last by field.
rewrite !sampledD sampled_cst // !sampledZ sampled_count // sampled_count2 //.
by field.
Qed.

(** mimic/point-distribution (cells): history-possible-for-nature.
    Through cells the expected distance is small. *)
Theorem mimic_point_distribution_cells (Y : finType) (f : X -> Y) n p : (0 < n)%N -> forecast p ->
  sampled n p (fun h => TV (push f p) (push f (empirical h))) ^+ 2 <= (#|Y|%:R - 1) / (4%:R * n%:R).
Proof.
move=> n0 fp; have nr : 0 < n%:R :> R by rewrite ltr0n.
have [c0 c1] := push_forecast f fp; have lp := draws_law fp.
pose E y : pred X := [pred x | f x == y].
pose miss y := sampled n p (fun h => `|Pr p (E y) - (count (E y) h)%:R / n%:R|).
have -> : sampled n p (fun h => TV (push f p) (push f (empirical h))) = 2%:R^-1 * \sum_y miss y.
  rewrite -sampled_sum -sampledZ; apply: eq_sampled => h sh; congr (_ * _); apply: eq_bigr => y _.
  by rewrite /push Pr_empirical sh.
have miss2 y : miss y ^+ 2 <= push f p y * (1 - push f p y) / n%:R.
  rewrite -(sampled_variance (E y)) //; apply: le_trans (mean_square n _ lp) _.
  rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_sampled => h _.
  by rewrite real_normK // num_real.
have sq (u : Y -> R) : (\sum_y u y) ^+ 2 <= #|Y|%:R * \sum_y u y ^+ 2.
  have [e0|k0] := posnP #|Y|.
    by rewrite big1 ?expr2 ?mul0r ?mulr_ge0 ?ler0n ?sumr_ge0 // => y; [rewrite sqr_ge0 | have := fintype0 y e0].
  have -> : \sum_y u y ^+ 2 = \sum_y u y ^+ 2 / 1 by apply: eq_bigr => y _; rewrite divr1.
  have := @sum_square_div _ _ u (fun=> 1); rewrite sumr_const ler_pdivr_mulr ?ltr0n // mulrC.
  by apply=> y; [exact: ler01 | move=> /eqP; rewrite oner_eq0].
rewrite exprMn; apply: le_trans (ler_wpmul2l (sqr_ge0 _) (sq miss)) _.
have le : \sum_y miss y ^+ 2 <= (1 - \sum_y push f p y ^+ 2) / n%:R.
  rewrite -{1}c1 -sumrB mulr_suml; apply: ler_sum => y _.
  by apply: le_trans (miss2 y) _; rewrite mulrBr mulr1 -expr2.
apply: le_trans (ler_wpmul2l (sqr_ge0 _) (ler_wpmul2l (ler0n R _) le)) _.
have := sq (push f p); rewrite c1 expr1n => one.
have -> : 2%:R^-1 ^+ 2 * (#|Y|%:R * ((1 - \sum_y push f p y ^+ 2) / n%:R))
  = (#|Y|%:R - #|Y|%:R * \sum_y push f p y ^+ 2) / (4%:R * n%:R) by field; rewrite gt_eqF.
by apply: ler_wpmul2r; [rewrite invr_ge0 mulr_ge0 ?ler0n | rewrite ler_add2l ler_opp2].
Qed.

End Samples.
