(** Forecasts merge although no frequency settles: nature alternates two outcomes in blocks of doubling length. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring zify.
From mimics Require Import prelude sources.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The outcome at step i: false in block 0, true in block 1, ... Block k has 2^k steps. *)
Definition flip i := odd (trunc_log 2 i.+1).

(** The number of steps in blocks 0 to B. *)
Definition steps B := (2 ^ B.+1).-1.

Lemma trunc_log_block k n : (2 ^ k <= n < 2 ^ k.+1)%N -> trunc_log 2 n = k.
Proof.
case/andP=> lo hi; have n0 : (0 < n)%N by apply: leq_trans lo; rewrite expn_gt0.
apply/eqP; rewrite eqn_leq; apply/andP; split; last exact: trunc_log_max.
by rewrite -ltnS -(@ltn_exp2l 2) //; apply: leq_ltn_trans hi; apply: trunc_logP.
Qed.

Lemma stepsS B : steps B.+1 = (steps B + 2 ^ B.+1)%N.
Proof. by rewrite /steps expnS mul2n -addnn -!subn1 addnBAC ?expn_gt0. Qed.

Lemma course_block B : mkseq flip (steps B.+1) = mkseq flip (steps B) ++ nseq (2 ^ B.+1) (odd B.+1).
Proof.
rewrite stepsS /mkseq iotaD map_cat add0n; congr (_ ++ _).
apply: (@eq_from_nth _ false) => [|i]; rewrite size_map size_iota ?size_nseq // => ib.
rewrite (nth_map 0%N) ?size_iota // nth_iota // nth_nseq ib /flip; congr odd; apply: trunc_log_block.
by rewrite -addSn prednK ?expn_gt0 // leq_addr [X in (_ < X)%N]expnS mul2n -addnn ltn_add2l.
Qed.

Lemma count_other (b : bool) s : (count_mem b s + count_mem (~~ b) s)%N = size s.
Proof. by rewrite -(count_predC (pred1 b)); congr (_ + _)%N; apply: eq_count => x; case: b x => [] []. Qed.

(** The outcome of the last block has two thirds of all steps, up to one step. *)
Lemma share B : let k := count_mem (odd B) (mkseq flip (steps B)) in (2 * steps B <= 3 * k <= 2 * steps B + 1)%N.
Proof.
elim: B => [|B IH] /=; first by vm_compute.
have e := count_other (odd B) (mkseq flip (steps B)); rewrite size_mkseq in e.
rewrite course_block count_cat count_nseq /= eqxx mul1n stepsS; move: IH e => /=.
have -> : (2 ^ B.+1 = (steps B).+1)%N by rewrite prednK ?expn_gt0.
lia.
Qed.

Section Swings.
Variable R : realFieldType.
Implicit Types (s : seq bool) (c e : R).

Definition frequency (x : bool) s : R := (count_mem x s)%:R / (size s)%:R.

(** What is certain to follow w. *)
Definition certain (w : nat -> bool) s : R := (s == mkseq w (size s))%:R.

Lemma certain_law w : law (certain w).
Proof.
split=> [s||s] //; first by rewrite /certain ler0n.
rewrite big_bool /certain !size_rcons mkseqS !eqseq_rcons.
by case: (w (size s)) => /=; rewrite ?eqxx ?andbT ?andbF ?addr0 ?add0r.
Qed.

(** The next outcome is certain after every history that can occur. *)
Definition nature_determined (N : seq bool -> R) := forall s, 0 < N s -> exists x, next N s x = 1.

Lemma certain_determined w : nature_determined (certain w).
Proof.
move=> s s0; have e : s == mkseq w (size s) by move: s0; rewrite /certain; case: eqP; rewrite ?ltxx.
by exists (w (size s)); rewrite /next /certain size_rcons mkseqS eqseq_rcons e eqxx divr1.
Qed.

(** merging/no-frequencies (swings): history-possible-for-nature, history-possible-for-operator (not needed), history-possible-for-mimic (not needed), nature-determined.
    Within the second half of nature's L outcomes the frequency of some outcome moves by at least 1/3, L = 3, 7, ... *)
Theorem merging_no_frequencies_swings B : let L := steps B.+1 in
  [/\ law (certain flip), nature_determined (certain flip), 0 < certain flip (mkseq flip L) &
    exists x n, (L./2 <= n <= L)%N /\ 3%:R^-1 <= frequency x (mkseq flip L) - frequency x (mkseq flip n)].
Proof.
move=> L; split; [exact: certain_law | exact: certain_determined | by rewrite /certain size_mkseq eqxx ltr01 |].
have Ln : L = (steps B).*2.+1.
  have e : (2 ^ B.+1 = (steps B).+1)%N by rewrite prednK ?expn_gt0.
  by rewrite /L stepsS e addnS addnn.
have n0 : (0 < steps B)%N by rewrite /steps -ltnS prednK ?expn_gt0 // expnS; have := expn_gt0 2 B; lia.
exists (odd B.+1), (steps B); split; first by rewrite Ln /= uphalf_double leqnn -addnn; lia.
have [/andP[lo _] /andP[lo' _]] := (share B.+1, share B); rewrite -/L in lo.
have e := count_other (odd B) (mkseq flip (steps B)); rewrite size_mkseq in e.
set k := count_mem _ _ in lo; set k' := count_mem _ _ in lo' e; rewrite /frequency !size_mkseq -/k.
set m := count_mem (~~ odd B) _ in e; have -> : count_mem (odd B.+1) (mkseq flip (steps B)) = m by [].
have up : 2%:R / 3%:R <= k%:R / L%:R :> R.
  rewrite ler_pdivl_mulr ?ltr0n ?Ln // mulrAC ler_pdivr_mulr ?ltr0n // -!natrM ler_nat -Ln mulnC [(k * _)%N]mulnC.
  by rewrite mulnC.
have low : m%:R / (steps B)%:R <= 3%:R^-1 :> R.
  rewrite ler_pdivr_mulr ?ltr0n // mulrC ler_pdivl_mulr ?ltr0n // -natrM ler_nat; lia.
by apply: le_trans (ler_sub up low); rewrite le_eqVlt; apply/orP; left; apply/eqP; field.
Qed.

(** A coin of weight c beside nature's course. *)
Definition coin_or_course c := mixture (fun coin : bool => if coin then c else 1 - c)
  (fun coin => if coin then draws (fun=> 2%:R^-1) else certain flip).

Lemma half_forecast : forecast (fun _ : bool => 2%:R^-1 : R).
Proof. by split=> [x|]; rewrite ?invr_ge0 ?ler0n // big_bool -[RHS](half2 1) mulrDr mulr1. Qed.

Lemma coin_or_course_law c : 0 <= c -> c <= 1 -> law (coin_or_course c).
Proof.
move=> c0 c1; apply: mixture_law => [|[]]; last exact: certain_law; last exact/draws_law/half_forecast.
by split=> [[]|]; rewrite ?subr_ge0 // big_bool /= addrC subrK.
Qed.

Lemma draws_half s : draws (fun=> 2%:R^-1 : R) s = 2%:R^-1 ^+ size s.
Proof. by rewrite /draws big_const_seq count_predT -Monoid.iteropE. Qed.

(** The chance of the other outcome after L steps of the course. *)
Lemma other_next c L : 0 <= c -> c <= 3%:R / 4%:R ->
  0 <= next (coin_or_course c) (mkseq flip L) (~~ flip L) <= 3%:R / 2%:R * 2%:R^-1 ^+ L.
Proof.
move=> c0 c3; set e := 2%:R^-1 ^+ L; have e0 : 0 <= e by rewrite exprn_ge0 ?invr_ge0 ?ler0n.
have on : coin_or_course c (mkseq flip L) = c * e + (1 - c).
  by rewrite /coin_or_course /mixture big_bool /= draws_half /certain size_mkseq eqxx mulr1.
have off : coin_or_course c (rcons (mkseq flip L) (~~ flip L)) = c * (e / 2%:R).
  rewrite /coin_or_course /mixture big_bool /= draws_half /certain !size_rcons size_mkseq mkseqS eqseq_rcons exprSr.
  by case: (flip L); rewrite andbF mulr0 addr0.
have c4 : 4%:R^-1 <= 1 - c.
  by rewrite ler_subr_addr -ler_subr_addl; apply: le_trans c3 _; rewrite le_eqVlt; apply/orP; left; apply/eqP; field.
have d0 : 0 < c * e + (1 - c).
  by rewrite ltr_paddl ?mulr_ge0 //; apply: lt_le_trans c4; rewrite invr_gt0 ltr0n.
rewrite /next on off; apply/andP; split; first by rewrite divr_ge0 ?(ltW d0) // !mulr_ge0 ?invr_ge0 ?ler0n.
rewrite ler_pdivr_mulr //; apply: (@le_trans _ _ (3%:R / 2%:R * e * 4%:R^-1)); last first.
  apply: ler_wpmul2l; first by rewrite !mulr_ge0 ?invr_ge0 ?ler0n.
  by apply: le_trans c4 _; rewrite ler_addr mulr_ge0.
apply: le_trans (ler_wpmul2r _ c3) _; first by rewrite mulr_ge0 ?invr_ge0 ?ler0n.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; field.
Qed.

(** merging/no-frequencies (merges): history-possible-for-nature, history-possible-for-operator, history-possible-for-mimic, nature-determined.
    Yet operator and mimic, who give a coin beside nature's course any weight up to 3/4, are within 2^(1 - L). *)
Theorem merging_no_frequencies_merges c d L : 0 <= c -> c <= 3%:R / 4%:R -> 0 <= d -> d <= 3%:R / 4%:R ->
  let A := coin_or_course c in let M := coin_or_course d in let h := mkseq flip L in
  [/\ law A, law M, nature_determined (certain flip) & TV (next A h) (next M h) <= 2%:R * 2%:R^-1 ^+ L].
Proof.
move=> c0 c3 d0 d3 A M h; have q1 : 3%:R / 4%:R <= 1 :> R by rewrite ler_pdivr_mulr ?ltr0n // mul1r ler_nat.
have [lA lM] := (coin_or_course_law c0 (le_trans c3 q1), coin_or_course_law d0 (le_trans d3 q1)).
split=> //; first exact: certain_determined.
have [/andP[p0 p1] /andP[r0 r1]] := (other_next L c0 c3, other_next L d0 d3).
have pos b : 0 <= b -> b <= 3%:R / 4%:R -> 0 < coin_or_course b h.
  move=> b0 b3; rewrite /coin_or_course /mixture big_bool /= draws_half /certain size_mkseq eqxx mulr1.
  rewrite ltr_paddl ?mulr_ge0 ?exprn_ge0 ?invr_ge0 ?ler0n // subr_gt0; apply: le_lt_trans b3 _.
  by rewrite ltr_pdivr_mulr ?ltr0n // mul1r ltr_nat.
have [[_ sA] [_ sM]] := (next_forecast lA (pos c c0 c3), next_forecast lM (pos d d0 d3)).
have -> : TV (next A h) (next M h) = `|next A h (~~ flip L) - next M h (~~ flip L)|.
  have two (F : bool -> R) : \sum_x F x = F (flip L) + F (~~ flip L).
    by rewrite big_bool; case: (flip L) => //=; rewrite addrC.
  rewrite /TV two; rewrite two in sA; rewrite two in sM.
  have -> : next A h (flip L) - next M h (flip L) = - (next A h (~~ flip L) - next M h (~~ flip L)).
    have other (x y x' y' : R) : x + y = 1 -> x' + y' = 1 -> x - x' = - (y - y').
      by move=> e e'; rewrite (canRL (addrK _) e) (canRL (addrK _) e'); ring.
    exact: other.
  by rewrite normrN half2.
apply: (@le_trans _ _ (3%:R / 2%:R * 2%:R^-1 ^+ L)).
  rewrite ler_norml; apply/andP; split; first by rewrite ler_subr_addr addrC; apply: le_trans p0; rewrite subr_le0.
  by rewrite ler_subl_addr; apply: le_trans p1 _; rewrite ler_addl.
apply: ler_wpmul2r; first by rewrite exprn_ge0 ?invr_ge0 ?ler0n.
by rewrite ler_pdivr_mulr ?ltr0n // -natrM ler_nat.
Qed.

End Swings.
