(** Imperfect control of sequences: an outcome succeeds with its own chance, and a sequence if all its outcomes do. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources forcing.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Sequences.
Variables (R : realFieldType) (X : finType) (P : seq X -> R) (g : X -> R).
Implicit Types (h k : seq X) (n : nat).

(** The chance that a sequence succeeds. *)
Definition succeeds h := \prod_(x <- h) g x.

(** P(R=0 and h), where n more outcomes follow h, and V(h) = P(R=0|h). *)
Definition successes n h := hsum n (fun k => P (h ++ k) * succeeds (h ++ k)).
Definition chance n h := successes n h / P h.

(** B_h: the outcomes x within reach of the largest V(hx). *)
Definition best_next n h x :=
  (P (rcons h x) != 0) && [forall y, (P (rcons h y) != 0) ==> (chance n (rcons h y) <= chance n (rcons h x))].

(** Where hard tuning ends at h, if n more outcomes follow the next: p(.|h, B_h). *)
Definition tuned_next n h := given (next P h) (best_next n h).

(** The law of the next outcomes if each is drawn from it. *)
Fixpoint tuned_sequence h k := if k is x :: k' then tuned_next (size k') h x * tuned_sequence (rcons h x) k' else 1.

(** The forecast of success: P(x|h, R=0), and P(k|h, R=0). *)
Definition next_success n h x := successes n (rcons h x) / successes n.+1 h.
Definition sequence_success h k := successes 0 (h ++ k) / successes (size k) h.

(** Whether every outcome is among the best. *)
Fixpoint all_best h k := if k is x :: k' then best_next (size k') h x && all_best (rcons h x) k' else true.

(** After h, some sequence of n outcomes can succeed. *)
Definition sequence_succeeds n h := 0 < successes n h.

Hypotheses (lP : law P) (cg : channel g).

Lemma succeeds_ge0 h : 0 <= succeeds h.
Proof. by apply: prodr_ge0 => x _; case/andP: (cg x). Qed.

Lemma successes_ge0 n h : 0 <= successes n h.
Proof. by have [P0 _ _] := lP; apply: hsum_ge0 => k _; rewrite mulr_ge0 ?succeeds_ge0. Qed.

Lemma successes_next n h : successes n.+1 h = \sum_x successes n (rcons h x).
Proof. by apply: eq_bigr => x _; apply: eq_hsum => k _; rewrite cat_rcons. Qed.

Lemma successes_P0 n h : P h = 0 -> successes n h = 0.
Proof. by move=> h0; apply: hsum0 => k _; rewrite (law_prefix0 _ lP h0) mul0r. Qed.

Lemma successes_chance n h : successes n h = P h * chance n h.
Proof.
have [h0|h0] := eqVneq (P h) 0; first by rewrite successes_P0 // h0 mul0r.
by rewrite /chance mulrC divfK.
Qed.

Section Token.
Variables (n : nat) (h : seq X).
Hypothesis s0 : sequence_succeeds n.+1 h.

Lemma token_reached : 0 < P h.
Proof.
have [P0 _ _] := lP; rewrite lt0r P0 andbT; apply: contraTneq s0 => h0.
by rewrite /sequence_succeeds successes_P0 // ltxx.
Qed.

Lemma token_forecast : forecast (next P h).
Proof. exact: next_forecast lP token_reached. Qed.

Lemma best_nextE : best_next n h =1 best (next P h) (fun x => chance n (rcons h x)).
Proof.
have h0 := lt0r_neq0 token_reached; have e x : (next P h x != 0) = (P (rcons h x) != 0).
  by rewrite /next mulf_eq0 invr_eq0 (negbTE h0) orbF.
by move=> x; rewrite /best_next /best /= e; congr (_ && _); apply: eq_forallb => y; rewrite e.
Qed.

Lemma mean_chance : expect (next P h) (fun x => chance n (rcons h x)) = successes n.+1 h / P h.
Proof.
rewrite successes_next mulr_suml; apply: eq_bigr => x _.
by rewrite successes_chance /next mulrAC.
Qed.

(** The next outcome of successes is the forecast, weighed by the values. *)
Lemma next_successE : next_success n h =1 weigh (next P h) (fun x => chance n (rcons h x)).
Proof.
move=> x; have h0 := lt0r_neq0 token_reached; rewrite /weigh mean_chance /next_success successes_chance /next.
by field; rewrite h0 lt0r_neq0.
Qed.

Lemma chance_ge0 m k : 0 <= chance m k.
Proof. by have [P0 _ _] := lP; rewrite divr_ge0 ?successes_ge0. Qed.

Lemma best_chance x : best_next n h x ->
  chance n (rcons h x) = largest (fun y => P (rcons h y) != 0) (fun y => chance n (rcons h y)).
Proof.
case/andP=> px /forallP top; apply/le_anti; rewrite (largest_ge (fun y => chance n (rcons h y)) px) /=.
by apply: largest_le => [|y py]; [apply: chance_ge0 | have := top y; rewrite py].
Qed.

Lemma best_chance_gt0 : 0 < largest (fun y => P (rcons h y) != 0) (fun y => chance n (rcons h y)).
Proof.
rewrite lt0r largest_ge0 andbT; apply: contraTneq s0 => e.
rewrite /sequence_succeeds successes_next big1 ?ltxx // => x _.
have [p0|px] := eqVneq (P (rcons h x)) 0; first exact: successes_P0.
suff v0 : chance n (rcons h x) = 0 by rewrite successes_chance v0 mulr0.
apply/le_anti; rewrite chance_ge0 andbT -e.
exact: (largest_ge (fun y => chance n (rcons h y)) px).
Qed.

Lemma best_next_reached : 0 < Pr (next P h) (best_next n h).
Proof. by rewrite /Pr (eq_bigl _ _ best_nextE); apply: best_reached token_forecast. Qed.

Lemma tuned_next_forecast : forecast (tuned_next n h).
Proof. by have [p0 _] := token_forecast; apply: given_forecast => //; apply: best_next_reached. Qed.

(** forcing/sequence (token): history-possible-for-mimic, sequence-succeeds.
    After each history that can end in success, hard tuning misses the forecast of the next outcome given success by
    the share of successes outside B_h. *)
Theorem forcing_sequence_token : TV (next_success n h) (tuned_next n h) = 1 - Pr (next_success n h) (best_next n h).
Proof.
rewrite (eq_TV next_successE (frefl _)) /tuned_next (TV_weigh_given token_forecast _ best_chance_gt0 best_next_reached).
- by congr (1 - _); apply: eq_bigr => x _; rewrite next_successE.
- by move=> x; apply: chance_ge0.
- by move=> x bx _; apply: best_chance.
Qed.

(** Among the best the law that tuning leads to has at least what success has. *)
Lemma tuned_next_above x : best_next n h x -> next_success n h x <= tuned_next n h x.
Proof.
move=> bx; have [p0 _] := token_forecast; rewrite /tuned_next /given bx next_successE /weigh mean_chance -mulrA.
apply: ler_wpmul2l => //; rewrite -[X in _ <= X]mul1r ler_pdivl_mulr ?best_next_reached // mulrAC.
rewrite ler_pdivr_mulr; last by rewrite divr_gt0 ?s0 ?token_reached.
rewrite mul1r -mean_chance /Pr mulr_sumr /expect [X in _ <= X](bigID (best_next n h)) /= -[X in X <= _]addr0.
apply: ler_add; last by apply: sumr_ge0 => y _; rewrite mulr_ge0 ?chance_ge0.
by apply: ler_sum => y b_y; rewrite mulrC (best_chance bx) (best_chance b_y).
Qed.

End Token.

Lemma successes_rcons_le n h x : successes n (rcons h x) <= successes n.+1 h.
Proof. by rewrite successes_next (bigD1 x) //= ler_addl sumr_ge0 // => y _; apply: successes_ge0. Qed.

Lemma successes_le h k : successes 0 (h ++ k) <= successes (size k) h.
Proof.
elim: k h => [|x k IH] h; first by rewrite cats0.
by rewrite -cat_rcons; apply: le_trans (IH _) (successes_rcons_le _ _ _).
Qed.

Lemma sequence_successS h x k :
  sequence_success h (x :: k) = next_success (size k) h x * sequence_success (rcons h x) k.
Proof.
rewrite /sequence_success /next_success cat_rcons /=.
have [e|ne] := eqVneq (successes (size k) (rcons h x)) 0; last first.
  have s1 : successes (size k).+1 h != 0.
    apply: contra_neq ne => e; apply/le_anti; by rewrite successes_ge0 andbT -e successes_rcons_le.
  by field; rewrite ne s1.
rewrite e !mul0r; apply/eqP; rewrite mulf_eq0; apply/orP; left; apply/eqP/le_anti.
by rewrite successes_ge0 andbT -e -cat_rcons successes_le.
Qed.

Lemma tuned_next_ge0 n h : nonneg (tuned_next n h).
Proof. by have [P0 _ _] := lP; apply: given_ge0 => x; rewrite divr_ge0. Qed.

Lemma tuned_sequence_ge0 h k : 0 <= tuned_sequence h k.
Proof. by elim: k h => [|x k IH] h //=; rewrite ?ler01 ?mulr_ge0 ?tuned_next_ge0. Qed.

Lemma next_success_ge0 n h x : 0 <= next_success n h x.
Proof. by rewrite divr_ge0 ?successes_ge0. Qed.

(** Drawn from the best only, a sequence has at least what it has among successes. *)
Lemma tuned_sequence_above h k : 0 < successes (size k) h -> all_best h k ->
  sequence_success h k <= tuned_sequence h k.
Proof.
elim: k h => [|x k IH] h s0 /=; first by rewrite /sequence_success cats0 mulfV ?gt_eqF.
case/andP=> bx ak; have above := tuned_next_above s0 bx; rewrite sequence_successS.
have [e|ne] := eqVneq (successes (size k) (rcons h x)) 0.
  by rewrite /next_success e !mul0r mulr_ge0 ?tuned_next_ge0 ?tuned_sequence_ge0.
apply: ler_pmul => //; first exact: next_success_ge0.
- by rewrite /sequence_success divr_ge0 ?successes_ge0.
- by apply: IH => //; rewrite lt0r ne successes_ge0.
Qed.

(** Otherwise it has nothing. *)
Lemma tuned_sequence_other h k : ~~ all_best h k -> tuned_sequence h k = 0.
Proof.
elim: k h => [|x k IH] h //=; rewrite negb_and => /orP[/negbTE nx|/IH ->]; last by rewrite mulr0.
by rewrite /tuned_next /given nx mul0r.
Qed.

Lemma tuned_sequence_sum n h : 0 < successes n h -> hsum n (tuned_sequence h) = 1.
Proof.
elim: n h => [|n IH] h s0 //=; have [_ <-] := tuned_next_forecast s0; apply: eq_bigr => x _.
have -> : hsum n (fun k => tuned_next (size k) h x * tuned_sequence (rcons h x) k) =
    tuned_next n h x * hsum n (tuned_sequence (rcons h x)).
  by rewrite -hsumZ; apply: eq_hsum => k ->.
have [e|ne] := eqVneq (tuned_next n h x) 0; first by rewrite e mul0r.
rewrite IH ?mulr1 // lt0r successes_ge0 andbT; apply: contra_neq ne => e.
rewrite /tuned_next /given; case: ifP => // bx; have := best_chance_gt0 s0.
by rewrite -(best_chance bx) /chance e mul0r ltxx.
Qed.

Lemma sequence_success_sum n h : 0 < successes n h -> hsum n (sequence_success h) = 1.
Proof.
elim: n h => [|n IH] h s0; first by rewrite /= /sequence_success cats0 mulfV ?gt_eqF.
rewrite -[RHS](mulfV (lt0r_neq0 s0)) [X in _ = X / _]successes_next mulr_suml [LHS]/=; apply: eq_bigr => x _.
have -> : hsum n (fun k => sequence_success h (x :: k)) = next_success n h x * hsum n (sequence_success (rcons h x)).
  by rewrite -hsumZ; apply: eq_hsum => k sk; rewrite sequence_successS sk.
have [e|ne] := eqVneq (successes n (rcons h x)) 0; first by rewrite /next_success e !mul0r.
by rewrite IH; [rewrite mulr1 | rewrite lt0r ne successes_ge0].
Qed.

(** forcing/sequence (sequence): history-possible-for-mimic, sequence-succeeds.
    It misses the forecast of the sequence given success by 1 - c, c the share of successes in which every outcome is
    among the best. *)
Theorem forcing_sequence_sequence n : sequence_succeeds n [::] ->
  TVn n (tuned_sequence [::]) (sequence_success [::]) =
  1 - hsum n (fun k => sequence_success [::] k * (all_best [::] k)%:R).
Proof.
move=> s0; set T := tuned_sequence [::]; set S := sequence_success [::]; set B := all_best [::].
have s1 : hsum n S = 1 := sequence_success_sum s0; have t1 : hsum n T = 1 := tuned_sequence_sum s0.
rewrite /TVn (@eq_hsum _ _ _ _ (fun k => T k + S k - 2%:R * (S k * (B k)%:R))) => [|k sk].
  by rewrite hsumB hsumZ hsumD s1 t1; field.
rewrite -/T -/S /B; case: (boolP (all_best [::] k)) => [b|nb].
  rewrite ger0_norm; first by rewrite mulr1; ring.
  by rewrite subr_ge0 tuned_sequence_above // sk.
rewrite /T tuned_sequence_other // sub0r normrN ger0_norm; first by rewrite !mulr0; ring.
by rewrite divr_ge0 ?successes_ge0.
Qed.

End Sequences.

(** forcing/token-by-token refuted: history-possible-for-mimic, sequence-succeeds.
    With independent draws of 1/2 each and chances of success 1 and 1/2, tuning delivers the first outcome only, at any
    length; and some successes have others. *)
Theorem forcing_token_by_token_refuted n :
  let P := draws (fun _ : bool => 1 / 2%:R : rat) in let g := fun x : bool => if x then 1 else 1 / 2%:R : rat in
  [/\ law P, channel g, sequence_succeeds P g n.+1 [::] &
      exists k, size k = n.+1 /\ tuned_sequence P g [::] k <> sequence_success P g [::] k].
Proof.
move=> P g; have fp : forecast (fun _ : bool => 1 / 2%:R : rat) by split=> [x|]; rewrite ?big_bool.
have lP : law P := draws_law fp; have cg : channel g by case.
have all_false m : draws (fun _ : bool => 1 / 2%:R : rat) (nseq m false) != 0.
  by rewrite /draws; elim: m => [|m IH]; rewrite ?big_nil //= big_cons mulf_neq0.
have wins m : 0 < succeeds g (nseq m false).
  by rewrite /succeeds; elim: m => [|m IH]; rewrite ?big_nil //= big_cons mulr_gt0.
have E m h : successes P g m h = P h * succeeds g h * (3%:R / 4%:R) ^+ m.
  elim: m h => [|m IH] h; first by rewrite /successes /= cats0 mulr1.
  rewrite successes_next big_bool !IH /P /succeeds /draws -!cats1 !big_cat /= !big_seq1 exprS /g.
  move: (\prod_(x <- h) _) (\prod_(x <- h) _) (_ ^+ m) => a c d.
  by rewrite [1 / 2%:R](_ : _ = 2%:R^-1) // !mulr1; field.
have s0 m : sequence_succeeds P g m [::].
  by rewrite /sequence_succeeds E /P /draws /succeeds !big_nil !mul1r exprn_gt0.
split=> //.
exists (nseq n.+1 false); split; first by rewrite size_nseq.
have pos : 0 < sequence_success P g [::] (nseq n.+1 false).
  rewrite /sequence_success size_nseq cat0s !E divr_gt0 //; last by have := s0 n.+1; rewrite /sequence_succeeds E.
  rewrite mulr_gt0 ?exprn_gt0 // mulr_gt0 ?wins // lt0r; apply/andP; split; first exact: all_false.
  by have [P0 _ _] := lP.
have nb : ~~ all_best P g [::] (nseq n.+1 false).
  rewrite /= negb_and; apply/orP; left; rewrite /best_next negb_and; apply/orP; right.
  apply/forallPn; exists true; rewrite negb_imply size_nseq /= /chance !E /P /draws /succeeds !big_seq1 -ltNge.
  apply/andP; split=> //; have e0 : 0 < (3%:R / 4%:R) ^+ n :> rat by rewrite exprn_gt0.
  by rewrite ltr_pmul2r // ltr_pmul2r.
by rewrite tuned_sequence_other // => e; rewrite -e ltxx in pos.
Qed.
