(** Testing the theory: how much a classifier learnt from natural data falls short on what the mimic makes. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Transfer.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (labels : X -> R).
Implicit Types (p n m : X -> R) (answer : Y -> bool).

Definition seen (y : Y) : pred X := [pred x | f x == y].

(** The Bayes classifier of a label, which sees the feature only: 1 where P(Y=1|F) > 1/2; ties and cells never seen go
    to 0. *)
Definition bayes p y := 2%:R^-1 < expect (given p (seen y)) labels.

(** The chance that the answer to an outcome is its label. *)
Definition right answer x := if answer (f x) then labels x else 1 - labels x.
Definition accuracy p answer := expect p (right answer).

(** How much more accurate on draws of m what is learnt from m is than what is learnt from n. *)
Definition gap n m := accuracy m (bayes m) - accuracy m (bayes n).

Lemma accuracy_cells p answer : accuracy p answer =
  \sum_y \sum_(x | seen y x) p x * (if answer y then labels x else 1 - labels x).
Proof.
rewrite /accuracy /expect (partition_big f predT) //=; apply: eq_bigr => y _.
by apply: eq_bigr => x /eqP e; rewrite /right e.
Qed.

(** Nothing that sees the feature only is more accurate. *)
Lemma bayes_best p answer : forecast p -> accuracy p answer <= accuracy p (bayes p).
Proof.
move=> [p0 _]; rewrite !accuracy_cells; apply: ler_sum => y _.
have E : expect (given p (seen y)) labels = (\sum_(x | seen y x) p x * labels x) / Pr p (seen y).
  rewrite /expect (bigID (seen y)) /= [X in _ + X]big1 ?addr0 => [|x nE]; last by rewrite /given (negbTE nE) mul0r.
  by rewrite mulr_suml; apply: eq_bigr => x Ex; rewrite /given Ex mulrAC.
have N : \sum_(x | seen y x) p x * (1 - labels x) = Pr p (seen y) - \sum_(x | seen y x) p x * labels x.
  by rewrite -sumrB; apply: eq_bigr => x _; rewrite mulrBr mulr1.
have [e0|e0] := eqVneq (Pr p (seen y)) 0.
  have z h : \sum_(x | seen y x) p x * h x = 0.
    by apply: big1 => x sx; rewrite (Pr_eq0 p0 e0 sx) mul0r.
  by rewrite !z.
have s0 : 0 < Pr p (seen y) by rewrite lt0r e0 Pr_ge0.
rewrite /bayes E ltr_pdivl_mulr // mulrC ltr_pdivr_mulr ?ltr0n // mulr_natr mulr2n -ltr_subl_addr -N.
by case: (answer y); case: ltP => // /ltW.
Qed.

(** transfer/bound (not-worse): history-possible-for-nature, history-possible-for-mimic.
    What is learnt from the mimic's data is on the mimic's data no less accurate. *)
Theorem transfer_bound_not_worse n m : forecast n -> forecast m -> 0 <= gap n m.
Proof. by move=> _ fm; rewrite subr_ge0; apply: bayes_best. Qed.

(** transfer/bound (bound): history-possible-for-nature, history-possible-for-mimic.
    And it is more accurate by at most twice the distance of the two forecasts, for labels of any chances. *)
Theorem transfer_bound_bound n m : forecast n -> forecast m -> (forall x, 0 <= labels x <= 1) ->
  gap n m <= 2%:R * TV n m.
Proof.
move=> fn fm l01; have [_ n1] := fn; have [_ m1] := fm.
have r01 answer x : 0 <= right answer x <= 1.
  have /andP[l0 l1] := l01 x; rewrite /right; case: ifP => _ //.
  by rewrite subr_ge0 l1 ler_subl_addr ler_addl.
have nm : \sum_x n x = \sum_x m x by rewrite n1 m1.
have a := TV_expect (esym nm) (r01 (bayes m)); have b := TV_expect nm (r01 (bayes n)).
rewrite TVC in a; have best := bayes_best (bayes m) fn; rewrite /gap.
apply: (@le_trans _ _ (accuracy m (bayes m) - accuracy n (bayes m) + (accuracy n (bayes n) - accuracy m (bayes n)))).
  by rewrite addrA ler_add2r -addrA ler_addl addrC subr_ge0.
by rewrite mulr_natl mulr2n ler_add.
Qed.

(** How much the labels of a cell lean to 1, weighed by n - m. *)
Definition leaning n m y := \sum_(x | seen y x) (2%:R * labels x - 1) * (n x - m x).

Lemma accuracy_leaning n m answer : \sum_x n x = \sum_x m x -> accuracy n answer - accuracy m answer =
  2%:R^-1 * \sum_y (if answer y then leaning n m y else - leaning n m y).
Proof.
move=> nm; rewrite !accuracy_cells -sumrB mulr_sumr.
have z : \sum_y \sum_(x | seen y x) 2%:R^-1 * (n x - m x) = 0.
  transitivity (\sum_x 2%:R^-1 * (n x - m x)); last by rewrite -mulr_sumr sumrB nm subrr mulr0.
  by rewrite [RHS](partition_big f predT).
rewrite -[LHS]subr0 -[X in _ - X]z -sumrB; apply: eq_bigr => y _; rewrite /leaning -!sumrB.
by case: (answer y); rewrite -?sumrN mulr_sumr; apply: eq_bigr => x _; field.
Qed.

(** transfer/any-rule (worst): history-possible-for-nature, history-possible-for-mimic.
    No rule that sees the feature only does better on nature's data than on the mimic's, or worse, by more than the one
    that answers 1 where labels lean to it. *)
Theorem transfer_any_rule_worst n m : forecast n -> forecast m ->
  let worst := fun y => 0 < leaning n m y in
  accuracy n worst - accuracy m worst = 2%:R^-1 * (\sum_y `|leaning n m y|) /\
  forall answer, `|accuracy n answer - accuracy m answer| <= accuracy n worst - accuracy m worst.
Proof.
move=> [_ n1] [_ m1] worst; have nm : \sum_x n x = \sum_x m x by rewrite n1 m1.
have e : accuracy n worst - accuracy m worst = 2%:R^-1 * \sum_y `|leaning n m y|.
  rewrite accuracy_leaning //; congr (_ * _); apply: eq_bigr => y _; rewrite /worst.
  by case: ltP => [/gtr0_norm ->|/ler0_norm ->].
split=> // answer; rewrite e accuracy_leaning // normrM ger0_norm ?invr_ge0 ?ler0n //.
apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => y _.
by case: (answer y); rewrite ?normrN.
Qed.

(** transfer/any-rule (bound): history-possible-for-nature, history-possible-for-mimic.
    The difference is at most the distance of the two forecasts, for labels of any chances. *)
Theorem transfer_any_rule_bound n m answer : forecast n -> forecast m -> (forall x, 0 <= labels x <= 1) ->
  `|accuracy n answer - accuracy m answer| <= TV n m.
Proof.
move=> [_ n1] [_ m1] l01; have nm : \sum_x n x = \sum_x m x by rewrite n1 m1.
have r01 x : 0 <= right answer x <= 1.
  by rewrite /right; have /andP[l0 l1] := l01 x; case: ifP; rewrite ?l0 ?subr_ge0 ?ler_subl_addr ?ler_addl ?l1.
by rewrite ler_norml ler_oppl opprB {1}TVC !TV_expect.
Qed.

End Transfer.

Definition same_outcomes_possible (R : realFieldType) (X : finType) (n m c : X -> R) :=
  forall x, (n x == 0) = (m x == 0) /\ (n x == 0) = (c x == 0).
Definition one_is_nearer (R : realFieldType) (X : finType) (n m c : X -> R) := TV n m != TV n c.
Definition challenger_given (R : realFieldType) (X : finType) (c : X -> R) := forecast c.

(** transfer/shrinks refuted: history-possible-for-nature, history-possible-for-mimic, challenger-given, same-outcomes-possible, one-is-nearer.
    The challenger is nearer to nature than the mimic is, at 2/15 against 1/6, and has the larger gap, 1/5 against 0. *)
Theorem transfer_shrinks_refuted :
  let n := fun _ : 'I_3 => 1 / 3%:R : rat in
  let m := fun x : 'I_3 => [:: 1 / 4%:R; 1 / 4%:R; 1 / 2%:R]`_x : rat in
  let c := fun x : 'I_3 => [:: 1 / 5%:R; 2%:R / 5%:R; 2%:R / 5%:R]`_x : rat in
  let labels := fun x : 'I_3 => [:: 0; 1; 1 / 2%:R]`_x : rat in let f := fun _ : 'I_3 => tt in
  [/\ forecast n /\ forecast m, challenger_given c, same_outcomes_possible n m c, one_is_nearer n m c &
    ~ (TV n c < TV n m -> gap f labels n c <= gap f labels n m)].
Proof.
move=> n m c labels f.
have fn : forecast n by split=> //; rewrite !big_ord_recl big_ord0; apply/eqP; vm_compute.
have fm : forecast m.
  by split; [case=> [[|[|[|x]]] le] | rewrite !big_ord_recl big_ord0; apply/eqP; vm_compute].
have fc : forecast c.
  by split; [case=> [[|[|[|x]]] le] | rewrite !big_ord_recl big_ord0; apply/eqP; vm_compute].
have tc : TV n c = 2%:R / 15%:R by rewrite /TV !big_ord_recl big_ord0; apply/eqP; vm_compute.
have tm : TV n m = 1 / 6%:R by rewrite /TV !big_ord_recl big_ord0; apply/eqP; vm_compute.
have p0 x : [&& 0 < n x, 0 < m x & 0 < c x] by case: x => [[|[|[|x]]] le].
split; [exact: (conj fn fm) | exact: fc | | by rewrite /one_is_nearer tc tm |].
  move=> x; case/and3P: (p0 x) => /gt_eqF n0 /gt_eqF m0 /gt_eqF c0.
  by split; [exact: etrans n0 (esym m0) | exact: etrans n0 (esym c0)].
have G p : forecast p -> expect (given p (seen f tt)) labels = expect p labels.
  move=> [_ p1]; have all : seen f tt =1 predT by move=> x; rewrite /seen /=; case: (f x).
  by apply: eq_bigr => x _; rewrite /given all /Pr (eq_bigl _ _ all) p1 divr1.
have B p : forecast p -> bayes f labels p tt = (2%:R^-1 < expect p labels) by move=> fp; rewrite /bayes G.
have en : expect n labels = 1 / 2%:R by rewrite /expect !big_ord_recl big_ord0; apply/eqP; vm_compute.
have em : expect m labels = 1 / 2%:R by rewrite /expect !big_ord_recl big_ord0; apply/eqP; vm_compute.
have ec : expect c labels = 3%:R / 5%:R by rewrite /expect !big_ord_recl big_ord0; apply/eqP; vm_compute.
have A p a : accuracy f labels p a = expect p (fun x => if a tt then labels x else 1 - labels x) by [].
rewrite /gap !A (B _ fn) (B _ fm) (B _ fc) en em ec tc tm; have -> : (2%:R^-1 < 1 / 2%:R :> rat) = false by [].
have -> : (2%:R^-1 < 3%:R / 5%:R :> rat) = true by [].
rewrite -/(expect c labels) ec; move=> /(_ isT); rewrite subrr.
have -> : expect c (fun x => 1 - labels x) = 2%:R / 5%:R by rewrite /expect !big_ord_recl big_ord0; apply/eqP; vm_compute.
by vm_compute.
Qed.
