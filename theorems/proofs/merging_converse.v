(** Without dominance the future stays apart: what the operator expects of sources that the mimic lacks. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources merging.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Overlap.
Variables (R : realFieldType) (X : finType).
Implicit Types (p q : X -> R).

Lemma hsum_sum_cond (I : finType) (P : pred I) n (F : I -> seq X -> R) :
  hsum n (fun h => \sum_(i | P i) F i h) = \sum_(i | P i) hsum n (F i).
Proof. by rewrite hsum_tuple exchange_big; apply: eq_bigr => i _; rewrite hsum_tuple. Qed.

(** What two forecasts share. *)
Lemma TV_min p q : forecast p -> forecast q -> TV p q = 1 - \sum_x Num.min (p x) (q x).
Proof.
move=> [_ p1] [_ q1]; rewrite TV_pos ?p1 ?q1 // -p1 -sumrB big_mkcond; apply: eq_bigr => x _.
by case: ltrP => // _; rewrite subrr.
Qed.

Lemma min_add (x y z : R) : 0 <= x -> 0 <= y -> 0 <= z -> Num.min (x + y) z <= Num.min x z + Num.min y z.
Proof.
move=> x0 y0 z0; have [xz|zx] := lerP x z; last by rewrite le_minl ler_addl le_minr y0 z0 orbT.
have [yz|zy] := lerP y z; first by rewrite le_minl lexx.
by rewrite le_minl ler_addr x0 orbT.
Qed.

Lemma min_sum (I : finType) (P : pred I) (x : I -> R) y : (forall i, 0 <= x i) -> 0 <= y ->
  Num.min (\sum_(i | P i) x i) y <= \sum_(i | P i) Num.min (x i) y.
Proof.
move=> x0 y0; suff [] : 0 <= \sum_(i | P i) x i /\
  Num.min (\sum_(i | P i) x i) y <= \sum_(i | P i) Num.min (x i) y by [].
apply: (big_rec2 (fun s t => 0 <= t /\ Num.min t y <= s)) => [|i s t _ [t0 le]].
  by rewrite lexx; split=> //; rewrite le_minl lexx.
split; first by rewrite addr_ge0.
apply: le_trans (min_add (x0 i) t0 y0) _; rewrite ler_add2l; exact: le.
Qed.

(** Cauchy and Schwarz once more. *)
Lemma sum_square (I : finType) (t u v : I -> R) : (forall i, 0 <= u i) -> (forall i, 0 <= v i) ->
  (forall i, t i ^+ 2 <= u i * v i) ->
  (\sum_i t i) ^+ 2 <= (\sum_i u i) * \sum_i v i.
Proof.
move=> u0 v0 tuv; have ut i : u i = 0 -> t i = 0.
  by move=> e0; apply/eqP; rewrite -sqrf_eq0 eq_le sqr_ge0 andbT; have := tuv i; rewrite e0 mul0r.
have [e0|U] := eqVneq (\sum_i u i) 0.
  by rewrite e0 mul0r big1 ?expr2 ?mulr0 // => i _; apply: ut; apply: sum_eq0 e0 i.
have U0 : 0 < \sum_i u i by rewrite lt0r U sumr_ge0.
rewrite mulrC -ler_pdivr_mulr //; apply: le_trans (sum_square_div u0 ut) _; apply: ler_sum => i _.
have [e0|ui] := eqVneq (u i) 0; first by rewrite e0 invr0 mulr0.
by rewrite ler_pdivr_mulr ?lt0r ?ui ?u0 // mulrC.
Qed.

(** Functions u of n draws with u^2 at most the product of two laws of draws sum to little if the laws are apart. *)
Lemma products_square n p q (b c : R) (u : seq X -> R) : forecast p -> forecast q -> 0 <= b -> 0 <= c ->
  (forall g, u g ^+ 2 <= b * draws p g * (c * draws q g)) -> hsum n u ^+ 2 <= b * c * (1 - TV p q ^+ 2) ^+ n.
Proof.
move=> fp fq; have [[p0 p1] [q0 q1]] := (fp, fq).
have r0 : 0 <= 1 - TV p q ^+ 2 by rewrite subr_ge0 expr_le1 ?TV_ge0 ?TV_le1.
elim: n b c u => [|n IH] b c u b0 c0 le.
  by rewrite expr0 mulr1; have := le [::]; rewrite /draws !big_nil !mulr1.
have mm x : Num.min (p x) (q x) * Num.max (p x) (q x) = p x * q x by case: lerP => // _; rewrite mulrC.
have smin : \sum_x Num.min (p x) (q x) = 1 - TV p q by rewrite TV_min // opprB addrCA subrr addr0.
have smax : \sum_x Num.max (p x) (q x) = 1 + TV p q.
  have -> : 1 + TV p q = 2%:R - \sum_x Num.min (p x) (q x) by rewrite smin; ring.
  rewrite (_ : 2%:R = \sum_x p x + \sum_x q x); last by rewrite p1 q1.
  by rewrite -big_split -sumrB; apply: eq_bigr => x _ /=; case: lerP => _; ring.
have -> : b * c * (1 - TV p q ^+ 2) ^+ n.+1
  = (\sum_x b * c * (1 - TV p q ^+ 2) ^+ n * Num.min (p x) (q x)) * (\sum_x Num.max (p x) (q x)).
  by rewrite -mulr_sumr smin smax exprS; ring.
apply: sum_square => x; first by rewrite !mulr_ge0 ?exprn_ge0 // le_minr p0 q0.
  by rewrite le_maxr p0.
rewrite -mulrA mm; apply: le_trans (IH (b * p x) (c * q x) _ _ _ _) _; rewrite ?mulr_ge0 //.
  by move=> g; apply: le_trans (le (x :: g)) _; rewrite /draws !big_cons !mulrA.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.

(** How much the two laws of n independent draws share. *)
Definition shared n p q := hsum n (fun g => Num.min (draws p g) (draws q g)).

Lemma shared_square n p q : forecast p -> forecast q -> shared n p q ^+ 2 <= (1 - TV p q ^+ 2) ^+ n.
Proof.
move=> fp fq; have [[p0 _] [q0 _]] := (fp, fq).
suff: shared n p q ^+ 2 <= 1 * 1 * (1 - TV p q ^+ 2) ^+ n by rewrite !mul1r.
apply: products_square; rewrite ?ler01 // => g; rewrite !mul1r expr2.
have [d0 e0] : 0 <= draws p g /\ 0 <= draws q g by split; apply: prodr_ge0.
by case: (lerP (draws p g)) => [|/ltW] le; [apply: ler_wpmul2l | apply: ler_wpmul2r].
Qed.

Lemma shared_le n p q : forecast p -> forecast q -> shared n p q <= (1 - TV p q ^+ 2) ^+ n./2.
Proof.
move=> fp fq; have [[p0 p1] [q0 q1]] := (fp, fq).
have d0 (t : X -> R) g : (forall x, 0 <= t x) -> 0 <= draws t g by move=> t0; apply: prodr_ge0.
have s0 k : 0 <= shared k p q by apply: hsum_ge0 => g _; rewrite le_minr !d0.
have r0 : 0 <= 1 - TV p q ^+ 2 by rewrite subr_ge0 expr_le1 ?TV_ge0 ?TV_le1.
have even k : shared k.*2 p q <= (1 - TV p q ^+ 2) ^+ k.
  rewrite -ler_sqr ?nnegrE ?exprn_ge0 // -exprM muln2.
  exact: shared_square.
rewrite -{1}(odd_double_half n); case: (odd n); last by rewrite add0n even.
apply: le_trans (even n./2).
rewrite /shared add1n hsumSr; apply: ler_hsum => g _; rewrite le_minr.
apply/andP; split.
- rewrite -[X in _ <= X]mulr1 -p1 mulr_sumr; apply: ler_sum => x _.
  by rewrite draws_rcons le_minl lexx.
- rewrite -[X in _ <= X]mulr1 -q1 mulr_sumr; apply: ler_sum => x _.
  by rewrite [draws q _]draws_rcons le_minl lexx orbT.
Qed.

End Overlap.

Section Converse.
Variables (R : realFieldType) (X S : finType).
Variables (a m : S -> R) (K : S -> seq X -> R) (theta : S -> X -> R).
Implicit Types h g : seq X.
Local Notation A := (mixture a K).
Local Notation M := (mixture m K).

(** Every source that operator or mimic gives weight draws independently, from theta. *)
Definition independent_draws := forall s, a s != 0 \/ m s != 0 -> K s =1 draws (theta s).

(** A source of hers whose draws no source of the mimic shares. *)
Definition unshared i := (a i != 0) && [forall j, (m j != 0) ==> [exists x, theta i x != theta j x]].

Definition unshared_weight := \sum_(i | unshared i) a i.

(** What the two can still share of l steps. *)
Definition still_shared l := \sum_(i | unshared i) \sum_(j | m j != 0) (1 - TV (theta i) (theta j) ^+ 2) ^+ l./2.

Section Proof.
Hypotheses (fa : forecast a) (fm : forecast m) (lK : forall s, law (K s)) (ind : independent_draws).

Lemma draws_forecast s : a s != 0 \/ m s != 0 -> forecast (theta s).
Proof.
move=> w; have [k0 k1 kext] := lK s; have e x : K s [:: x] = theta s x by rewrite ind // /draws big_seq1.
by split=> [x|]; [rewrite -e | rewrite -k1 kext; apply: eq_bigr => x _; rewrite -e].
Qed.

(** The weight of a source after h. *)
Definition weight (n : S -> R) h i := n i * K i h / mixture n K h.

Lemma weight_ge0 (n : S -> R) h i : forecast n -> 0 <= weight n h i.
Proof.
move=> fn; have [n0 _] := fn; have [N0 _ _] := mixture_law fn lK; have [k0 _ _] := lK i.
by rewrite /weight mulr_ge0 ?invr_ge0 // mulr_ge0.
Qed.

Lemma weight_le1 (n : S -> R) h i : forecast n -> weight n h i <= 1.
Proof.
move=> fn; have [n0 _] := fn; have [N0 _ _] := mixture_law fn lK.
have [e0|N] := eqVneq (mixture n K h) 0; first by rewrite /weight e0 invr0 mulr0 ler01.
have k0 j : 0 <= K j h by case: (lK j).
rewrite /weight ler_pdivr_mulr ?lt0r ?N ?N0 // mul1r /mixture (bigD1 i) //= ler_addl.
by apply: sumr_ge0 => j _; rewrite mulr_ge0.
Qed.

Lemma after_weights (n : S -> R) h g : (forall s, n s != 0 -> a s != 0 \/ m s != 0) ->
  after (mixture n K) h g = \sum_s weight n h s * draws (theta s) g.
Proof.
move=> w; rewrite /after /mixture mulr_suml; apply: eq_bigr => s _; rewrite /weight.
have [-> |ns] := eqVneq (n s) 0; first by rewrite !mul0r.
by rewrite !(ind (w s ns)) draws_cat -!mulrA; congr (_ * (_ * _)); rewrite mulrC.
Qed.

Lemma still_shared_ge0 l : 0 <= still_shared l.
Proof.
apply: sumr_ge0 => i /andP[ai _]; apply: sumr_ge0 => j mj; rewrite exprn_ge0 // subr_ge0.
by rewrite expr_le1 ?TV_ge0 ?TV_le1 //; apply: draws_forecast; [left | right].
Qed.

Lemma share_le l h : 0 < A h -> 0 < M h ->
  1 - distance l A M h <= \sum_(i | ~~ unshared i) weight a h i + still_shared l.
Proof.
move=> a0 m0; have lA := after_law (mixture_law fa lK) a0; have lM := after_law (mixture_law fm lK) m0.
have wa s : a s != 0 -> a s != 0 \/ m s != 0 by left.
have wm s : m s != 0 -> a s != 0 \/ m s != 0 by right.
have -> : 1 - distance l A M h = hsum l (fun g => Num.min (after A h g) (after M h g)).
  rewrite /distance gt_eqF // TVn_tuple TV_min ?subKr ?hsum_tuple //.
  - by split=> [t|]; [case: lA | rewrite -(hsum_tuple l (after A h)) law_sum].
  - by split=> [t|]; [case: lM | rewrite -(hsum_tuple l (after M h)) law_sum].
have d0 s g : a s != 0 \/ m s != 0 -> 0 <= draws (theta s) g.
  by move=> w; apply: prodr_ge0 => x _; case: (draws_forecast w).
have wd0 n s g : forecast n -> (forall s, n s != 0 -> a s != 0 \/ m s != 0) -> 0 <= weight n h s * draws (theta s) g.
  move=> fn w; have [e0|ns] := eqVneq (n s) 0; first by rewrite /weight e0 !mul0r.
  by rewrite mulr_ge0 ?weight_ge0 // d0 //; apply: w.
have wdle n s g : forecast n -> a s != 0 \/ m s != 0 -> weight n h s * draws (theta s) g <= draws (theta s) g.
  by move=> fn w; rewrite ler_pimull ?weight_le1 ?d0.
apply: (@le_trans _ _ (hsum l (fun g => \sum_(i | ~~ unshared i) weight a h i * draws (theta i) g
    + \sum_(i | unshared i) \sum_(j | m j != 0) Num.min (draws (theta i) g) (draws (theta j) g)))).
  apply: ler_hsum => g _; rewrite (after_weights h g wa).
  have M0 : 0 <= after M h g by case: lM.
  apply: le_trans (min_sum _ (fun s => wd0 a s g fa wa) M0) _.
  rewrite (bigID unshared) /= addrC; apply: ler_add; first by apply: ler_sum => i _; rewrite le_minl lexx.
  apply: ler_sum => i /andP[ai _]; rewrite (after_weights h g wm) minC.
  apply: le_trans (min_sum _ (fun s => wd0 m s g fm wm) (wd0 a i g fa wa)) _.
  rewrite [X in _ <= X]big_mkcond; apply: ler_sum => j _; case: ifPn => [mj|].
    by rewrite le_minr !le_minl (wdle a i g fa (or_introl ai)) (wdle m j g fm (or_intror mj)) orbT.
  by rewrite negbK => /eqP e0; rewrite /weight e0 !mul0r le_minl lexx.
rewrite hsumD; apply: ler_add.
  rewrite hsum_sum_cond; apply: ler_sum => i _; rewrite hsumZ.
  have [e0|ai] := eqVneq (a i) 0; first by rewrite /weight e0 !mul0r.
  by rewrite law_sum ?mulr1 //; apply: draws_law; apply: draws_forecast; left.
rewrite hsum_sum_cond; apply: ler_sum => i /andP[ai _]; rewrite hsum_sum_cond; apply: ler_sum => j mj.
by apply: shared_le; apply: draws_forecast; [left | right].
Qed.

End Proof.

(** merging/converse: history-possible-for-operator, history-possible-for-mimic, independent-draws.
    What she expects of sources that the mimic lacks keeps the future apart, but for what the sources still share. *)
Theorem merging_converse n l : forecast a -> forecast m -> (forall s, law (K s)) -> independent_draws ->
  unshared_weight - still_shared l <= expected_distance n l A M.
Proof.
move=> fa fm lK ind; have lA := mixture_law fa lK; have [A0 _ _] := lA; have [M0 _ _] := mixture_law fm lK.
have k0 s h : 0 <= K s h by case: (lK s).
have [a0 _] := fa.
have -> : unshared_weight = hsum n (fun h => \sum_(i | unshared i) a i * K i h).
  by rewrite hsum_sum_cond; apply: eq_bigr => i _; rewrite hsumZ law_sum ?mulr1.
rewrite -[still_shared l](mean_cst n _ lA) -hsumB; apply: ler_hsum => h _.
have o0 := still_shared_ge0 lK ind l.
have sA : \sum_(i | unshared i) a i * K i h <= A h.
  by rewrite /mixture [X in _ <= X](bigID unshared) /= ler_addl sumr_ge0 // => i _; rewrite mulr_ge0.
have := A0 h; rewrite le0r => /orP[/eqP e0|Ah].
  by move: sA; rewrite e0 !mul0r subr0.
have := M0 h; rewrite le0r => /orP[/eqP e0|Mh].
  rewrite /distance e0 eqxx mulr1 ler_subl_addr; apply: le_trans sA _.
  by rewrite ler_addl mulr_ge0.
have := share_le fa fm lK ind l Ah Mh; rewrite -(ler_pmul2l Ah) mulrBr mulrDr mulr1.
have -> : A h * (\sum_(i | ~~ unshared i) weight a h i) = A h - \sum_(i | unshared i) a i * K i h.
  have e : A h = \sum_(i | unshared i) a i * K i h + \sum_(i | ~~ unshared i) a i * K i h.
    by rewrite [LHS](bigID unshared).
  rewrite {2}e addrAC subrr add0r mulr_sumr; apply: eq_bigr => i _.
  by rewrite /weight mulrC divfK // gt_eqF.
rewrite -subr_ge0 => le; rewrite -subr_ge0; apply: le_trans le _.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.

End Converse.
