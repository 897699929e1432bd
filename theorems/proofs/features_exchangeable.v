(** Independent draws: what the past of a feature tells of its next value, beside what the outcomes tell. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources merging merging_converse features.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Exchangeable.
Variables (R : realFieldType) (X Y S : finType) (f : X -> Y).
Variables (m : S -> R) (K : S -> seq X -> R) (theta : S -> X -> R).
Implicit Types (h : seq X) (g : seq Y) (i j s t : S) (F : S -> S -> R).
Local Notation M := (mixture m K).
Local Notation shown := (shown f).

(** The law of the feature under the draws of a state. *)
Definition feature_law s := push f (theta s).

(** The weight of a state given the cells g. *)
Definition cell_weight s g := m s * draws (feature_law s) g / shown M g.

(** The sum over pairs i < j of states of positive weight. *)
Definition pairs F := \sum_(i | m i != 0) \sum_(j | (m j != 0) && (enum_rank i < enum_rank j)%N) F i j.

(** S_n. *)
Definition doubt n := pairs (fun i j => 2%:R^-1 * (m i + m j) * TV (feature_law i) (feature_law j)
  * (1 - TV (feature_law i) (feature_law j) ^+ 2) ^+ n./2).

Lemma pairs_twice F : (forall i, F i i = 0) -> (forall i j, F i j = F j i) ->
  \sum_(i | m i != 0) \sum_(j | m j != 0) F i j = 2%:R * pairs F.
Proof.
move=> F0 Fsym; have split i : \sum_(j | m j != 0) F i j
    = \sum_(j | (m j != 0) && (enum_rank i < enum_rank j)%N) F i j
    + \sum_(j | (m j != 0) && (enum_rank j < enum_rank i)%N) F i j.
  rewrite (bigID (fun j => enum_rank i < enum_rank j)%N) /=; congr (_ + _).
  rewrite (bigID (pred1 i)) /= big1 ?add0r => [|j /andP[_ /eqP ->]] //; apply: eq_bigl => j.
  by rewrite -leqNgt ltn_neqAle val_eqE (inj_eq enum_rank_inj) -andbA; congr (_ && _); rewrite andbC.
under eq_bigr do rewrite split; rewrite big_split /= mulr_natl mulr2n; congr (_ + _).
rewrite (exchange_big_dep (fun j => m j != 0)) /= => [|i j _ /andP[]//]; apply: eq_bigr => i mi.
by apply: eq_big => [j|j _]; rewrite ?mi.
Qed.

Lemma ler_pairs F G : (forall i j, m i != 0 -> m j != 0 -> i != j -> F i j <= G i j) -> pairs F <= pairs G.
Proof.
move=> le; apply: ler_sum => i mi; apply: ler_sum => j /andP[mj ij]; apply: le => //.
by apply: contraTneq ij => ->; rewrite ltnn.
Qed.

Lemma shown_draws (p : X -> R) g : shown (draws p) g = draws (push f p) g.
Proof.
elim: g => [|y g IH]; first by rewrite /features.shown /= /draws !big_nil mulr1.
transitivity (\sum_x p x * (f x == y)%:R * shown (draws p) g).
  rewrite {1}/features.shown /=; apply: eq_bigr => x _; rewrite /features.shown -hsumZ; apply: eq_hsum => h _.
  by rewrite /draws big_cons eqseq_cons; case: (f x == y); rewrite ?mulr1 ?mulrA // !mulr0 !mul0r.
by rewrite -mulr_suml IH /draws big_cons; congr (_ * _); rewrite /push PrE.
Qed.

Lemma shown_mixture g : shown M g = \sum_s m s * shown (K s) g.
Proof.
rewrite /features.shown /mixture; under eq_hsum do rewrite mulr_suml.
by rewrite hsum_sum; apply: eq_bigr => s _; rewrite -hsumZ; apply: eq_hsum => h _; rewrite mulrA.
Qed.

Section Proof.
Hypotheses (fm : forecast m) (lK : forall s, law (K s)) (ind : mimic_draws_independently m K theta).

Lemma theta_forecast s : m s != 0 -> forecast (theta s).
Proof.
move=> ms; have [k0 k1 kext] := lK s; have e x : K s [:: x] = theta s x by rewrite ind // /draws big_seq1.
by split=> [x|]; [rewrite -e | rewrite -k1 kext; apply: eq_bigr => x _; rewrite -e].
Qed.

Lemma law_forecast s : m s != 0 -> forecast (feature_law s).
Proof. by move=> /theta_forecast; apply: push_forecast. Qed.

Lemma shown_cells s g : m s * shown (K s) g = m s * draws (feature_law s) g.
Proof.
have [-> |ms] := eqVneq (m s) 0; first by rewrite !mul0r.
by congr (_ * _); rewrite -shown_draws; apply: eq_shown; apply: ind.
Qed.

Lemma cells_sum g : \sum_s m s * draws (feature_law s) g = shown M g.
Proof. by rewrite shown_mixture; apply: eq_bigr => s _; rewrite shown_cells. Qed.

Lemma term_ge0 s g : 0 <= m s * draws (feature_law s) g.
Proof.
have [m0 _] := fm; have [-> |ms] := eqVneq (m s) 0; first by rewrite mul0r.
by rewrite mulr_ge0 // prodr_ge0 // => y _; case: (law_forecast ms).
Qed.

Lemma shown_ge0 g : 0 <= shown M g.
Proof. by rewrite -cells_sum; apply: sumr_ge0 => s _; apply: term_ge0. Qed.

Lemma cell_weight_ge0 s g : 0 <= cell_weight s g.
Proof. by rewrite /cell_weight divr_ge0 ?term_ge0 ?shown_ge0. Qed.

Lemma mul_weight s g : shown M g * cell_weight s g = m s * draws (feature_law s) g.
Proof.
rewrite /cell_weight; have [e0|n0] := eqVneq (shown M g) 0; last by rewrite mulrC divfK.
rewrite e0 mul0r; apply/esym; apply: (@sum_eq0 _ _ (fun s => m s * draws (feature_law s) g)) => [t|].
  exact: term_ge0.
by rewrite cells_sum.
Qed.

Lemma limited_forecast g c : next (shown M) g c = \sum_s cell_weight s g * feature_law s c.
Proof.
by rewrite /next -cells_sum mulr_suml; apply: eq_bigr => s _; rewrite draws_rcons /cell_weight mulrA mulrAC.
Qed.

Lemma weights_sum g : shown M g != 0 -> \sum_s cell_weight s g = 1.
Proof. by move=> n0; rewrite /cell_weight -mulr_suml cells_sum mulfV. Qed.

Lemma shown_neq0 h : M h != 0 -> shown M (map f h) != 0.
Proof.
have [M0 _ _] := mixture_law fm lK; have st : size h == size (map f h) by rewrite size_map.
have le : M h <= shown M (map f h).
  rewrite /features.shown hsum_tuple (bigD1 (Tuple st)) //= eqxx mulr1 ler_addl.
  by apply: sumr_ge0 => t _; rewrite mulr_ge0 ?ler0n.
by apply: contra_neq => e0; apply/eqP; rewrite eq_le M0 -e0 le.
Qed.

Lemma full_forecast h c : M h != 0 -> M h * push f (next M h) c = \sum_t m t * K t h * feature_law t c.
Proof.
move=> n0; rewrite /push /Pr mulr_sumr; transitivity (\sum_(x | f x == c) \sum_t m t * K t h * theta t x).
  apply: eq_bigr => x _; rewrite /next mulrC divfK //; apply: eq_bigr => t _.
  have [-> |mt] := eqVneq (m t) 0; first by rewrite !mul0r.
  by rewrite !(ind mt) draws_rcons mulrA.
by rewrite exchange_big; apply: eq_bigr => t _; rewrite -mulr_sumr.
Qed.

(** Both forecasts mix the laws of the feature; they differ where two states both have weight. *)
Lemma distance_weights h : M h * TV (next (shown M) (map f h)) (push f (next M h))
  <= \sum_s \sum_t TV (feature_law s) (feature_law t) * (m t * K t h * cell_weight s (map f h)).
Proof.
have [M0 _ _] := mixture_law fm lK; have [m0 _] := fm; have k0 t : 0 <= K t h by case: (lK t).
have w0 s t : 0 <= m t * K t h * cell_weight s (map f h) by apply: mulr_ge0; [apply: mulr_ge0 | apply: cell_weight_ge0].
have [e0|n0] := eqVneq (M h) 0.
  by rewrite e0 mul0r; apply: sumr_ge0 => s _; apply: sumr_ge0 => t _; rewrite mulr_ge0 ?TV_ge0.
have W1 := weights_sum (shown_neq0 n0).
have lim c : M h * next (shown M) (map f h) c
    = \sum_s \sum_t m t * K t h * cell_weight s (map f h) * feature_law s c.
  rewrite limited_forecast mulr_sumr; apply: eq_bigr => s _.
  by rewrite -!mulr_suml mulrA.
have full c : M h * push f (next M h) c
    = \sum_s \sum_t m t * K t h * cell_weight s (map f h) * feature_law t c.
  rewrite full_forecast // exchange_big; apply: eq_bigr => t _.
  by rewrite -mulr_suml -mulr_sumr W1 mulr1.
have -> : \sum_s \sum_t TV (feature_law s) (feature_law t) * (m t * K t h * cell_weight s (map f h))
    = 2%:R^-1 * \sum_c \sum_s \sum_t
        m t * K t h * cell_weight s (map f h) * `|feature_law s c - feature_law t c|.
  rewrite [in RHS]exchange_big mulr_sumr; apply: eq_bigr => s _.
  rewrite [in RHS]exchange_big mulr_sumr; apply: eq_bigr => t _.
  by rewrite /TV -mulrA; congr (_ * _); rewrite mulrC mulr_sumr.
rewrite /TV mulrCA; apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
rewrite mulr_sumr; apply: ler_sum => c _.
rewrite -{1}[M h]ger0_norm // -normrM mulrBr lim full -sumrB.
apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => s _; rewrite -sumrB.
apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => t _.
by rewrite -mulrBr normrM ger0_norm.
Qed.

Lemma overlap_le n : mean n M (fun h => TV (next (shown M) (map f h)) (push f (next M h)))
  <= \sum_(s | m s != 0) \sum_(t | m t != 0)
       TV (feature_law s) (feature_law t) * mean n (shown M) (fun g => cell_weight s g * cell_weight t g).
Proof.
apply: le_trans (ler_hsum (fun h _ => distance_weights h)) _.
have zero s t : m t = 0 -> mean n (shown M) (fun g => cell_weight s g * cell_weight t g) = 0.
  by move=> e0; apply: hsum0 => g _; rewrite /cell_weight e0 !(mul0r, mulr0).
rewrite hsum_sum [X in _ <= X]big_mkcond; apply: ler_sum => s _.
rewrite hsum_sum; have -> : \sum_t hsum n (fun h =>
    TV (feature_law s) (feature_law t) * (m t * K t h * cell_weight s (map f h)))
    = \sum_t TV (feature_law s) (feature_law t) * mean n (shown M) (fun g => cell_weight s g * cell_weight t g).
  apply: eq_bigr => t _; rewrite hsumZ; congr (_ * _).
  rewrite -(hsum_cells f); apply: eq_hsum => g sg.
  rewrite mulrCA mul_weight -shown_cells /features.shown sg -!hsumZ; apply: eq_hsum => h _.
  by case: eqP => [->|_]; rewrite ?mulr0 // !mulr1 mulrC.
case: ifPn => [_|]; last first.
  rewrite negbK => /eqP e0; rewrite big1 // => t _.
  by rewrite /mean hsum0 ?mulr0 // => g _; rewrite /cell_weight e0 !(mul0r, mulr0).
rewrite [X in _ <= X]big_mkcond; apply: ler_sum => t _; case: ifPn => //.
by rewrite negbK => /eqP e0; rewrite zero ?mulr0.
Qed.

(** Two different states share the weight for a short time only, at the rate of their feature laws. *)
Lemma weights_meet n s t : m s != 0 -> m t != 0 -> s != t ->
  mean n (shown M) (fun g => cell_weight s g * cell_weight t g)
    <= 4%:R^-1 * (m s + m t) * (1 - TV (feature_law s) (feature_law t) ^+ 2) ^+ n./2.
Proof.
move=> ms mt st; have [m0 _] := fm; have [fs ft] := (law_forecast ms, law_forecast mt).
set rho := 1 - _; have r0 : 0 <= rho by rewrite subr_ge0 expr_le1 ?TV_ge0 ?TV_le1.
have r1 : rho <= 1 by rewrite ler_subl_addr ler_addl sqr_ge0.
have two : 0 < 2%:R :> R by rewrite ltr0n.
rewrite -(ler_pmul2l two); set E := mean n _ _.
have half (a c : R) : 2%:R * (4%:R^-1 * a * c) = a / 2%:R * c by field.
rewrite half.
have E0 : 0 <= E.
  apply: hsum_ge0 => g _; apply: mulr_ge0; first exact: shown_ge0.
  by apply: mulr_ge0; apply: cell_weight_ge0.
have lhs0 : 0 <= 2%:R * E by apply: mulr_ge0; rewrite ?ler0n.
have rhs0 : 0 <= (m s + m t) / 2%:R * rho ^+ n./2.
  by apply: mulr_ge0; [apply: divr_ge0; rewrite ?ler0n ?addr_ge0 | apply: exprn_ge0].
rewrite -ler_sqr ?nnegrE // /E /mean -hsumZ.
apply: (@le_trans _ _ (m s * m t * rho ^+ n)).
  apply: products_square => // g; set a := m s * _; set b := m t * _.
  have a0 : 0 <= a := term_ge0 s g; have b0 : 0 <= b := term_ge0 t g.
  have [e0|N0] := eqVneq (shown M g) 0; first by rewrite e0 mul0r mulr0 expr2 mul0r mulr_ge0.
  have ab : a + b <= shown M g.
    rewrite -cells_sum (bigD1 s) //= (bigD1 t) 1?eq_sym //= addrA ler_addl.
    by apply: sumr_ge0 => i _; apply: term_ge0.
  have Np : 0 < shown M g by rewrite lt0r N0 shown_ge0.
  rewrite /cell_weight -/a -/b; move: (shown M g) N0 Np ab => N N0 Np ab.
  have -> : (2%:R * (N * (a / N * (b / N)))) ^+ 2 = a * b * (4%:R * (a * b) / N ^+ 2) by field.
  apply: ler_pimulr; first exact: mulr_ge0.
  rewrite ler_pdivr_mulr ?exprn_gt0 // mul1r; apply: (@le_trans _ _ ((a + b) ^+ 2)); last first.
    by rewrite ler_sqr ?nnegrE ?addr_ge0 ?(ltW Np).
  rewrite -subr_ge0 (_ : _ - _ = (a - b) ^+ 2); first exact: sqr_ge0.
  by ring.
rewrite exprMn; apply: ler_pmul; rewrite ?mulr_ge0 ?exprn_ge0 //.
  rewrite -subr_ge0 (_ : _ - _ = ((m s - m t) / 2%:R) ^+ 2); first exact: sqr_ge0.
  by field.
rewrite -exprM; apply: ler_wiexpn2l => //; rewrite muln2 -[X in (_ <= X)%N](odd_double_half n).
exact: leq_addl.
Qed.

End Proof.

(** features/exchangeable-overlap: history-possible-for-mimic, mimic-draws-independently.
    The forecast from the feature's past misses that from the outcomes by at most the weight that two states share,
    given that past. States of the same feature law contribute nothing, so pairs of states stand for pairs of laws. *)
Theorem features_exchangeable_overlap n : forecast m -> (forall s, law (K s)) ->
  mimic_draws_independently m K theta ->
  mean n M (fun h => TV (next (shown M) (map f h)) (push f (next M h)))
    <= pairs (fun i j => 2%:R * TV (feature_law i) (feature_law j)
         * mean n (shown M) (fun g => cell_weight i g * cell_weight j g)).
Proof.
move=> fm lK ind; apply: le_trans (overlap_le fm lK ind n) _; rewrite pairs_twice => [|i|i j].
- rewrite /pairs mulr_sumr; apply: ler_sum => i _; rewrite mulr_sumr; apply: ler_sum => j _; by rewrite mulrA.
- by rewrite TVpp mul0r.
- by rewrite TVC; congr (_ * _); apply: eq_hsum => g _; rewrite [cell_weight i g * _]mulrC.
Qed.

(** features/exchangeable-limit (mimic): history-possible-for-mimic, mimic-draws-independently.
    This tends to 0 at the rate at which draws tell different feature laws apart. *)
Theorem features_exchangeable_limit_mimic n : forecast m -> (forall s, law (K s)) ->
  mimic_draws_independently m K theta ->
  mean n M (fun h => TV (next (shown M) (map f h)) (push f (next M h))) <= doubt n.
Proof.
move=> fm lK ind; apply: le_trans (features_exchangeable_overlap n fm lK ind) _; apply: ler_pairs => i j mi mj ij.
apply: le_trans (ler_wpmul2l _ (weights_meet fm lK ind n mi mj ij)) _; first by rewrite mulr_ge0 ?TV_ge0 ?ler0n.
have same (d a c : R) : 2%:R * d * (4%:R^-1 * a * c) = 2%:R^-1 * a * d * c by field.
by rewrite same.
Qed.

(** features/exchangeable-limit (operator): history-possible-for-mimic, mimic-draws-independently, history-possible-for-operator, dominated.
    Under an operator within C of the mimic the bound is C times that, and her own distance from the mimic is added. *)
Theorem features_exchangeable_limit_operator n A C : forecast m -> (forall s, law (K s)) ->
  mimic_draws_independently m K theta -> law A -> dominated A M C ->
  mean n A (fun h => TV (next (shown A) (map f h)) (push f (next M h)))
    <= mean n A (fun h => TV (next (shown A) (map f h)) (next (shown M) (map f h))) + C * doubt n.
Proof.
move=> fm lK ind lA dom; have [A0 _ _] := lA; have C0 := dominated_gt0 lA (mixture_law fm lK) dom.
apply: (@le_trans _ _ (mean n A (fun h => TV (next (shown A) (map f h)) (next (shown M) (map f h)))
    + C * mean n M (fun h => TV (next (shown M) (map f h)) (push f (next M h))))); last first.
  by rewrite ler_add2l; apply: ler_wpmul2l; [exact: ltW | exact: features_exchangeable_limit_mimic].
rewrite /mean -hsumZ -hsumD; apply: ler_hsum => h _.
have tri := TV_triangle (next (shown M) (map f h)) (next (shown A) (map f h)) (push f (next M h)).
apply: le_trans (ler_wpmul2l (A0 h) tri) _; rewrite mulrDr ler_add2l mulrA.
by apply: ler_wpmul2r (dom h); apply: TV_ge0.
Qed.

End Exchangeable.
