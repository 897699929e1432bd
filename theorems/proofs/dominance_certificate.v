(** What the checker accepts is a constant of dominance, on histories of every length.

    All claims of a certificate hold of the empty history, since the weights of each sum to at most 0. If they hold of
    histories of n cells, they hold of those of n + 1, since after its first cell each is at most a sum of them. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources features dominance_checker.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The numbers that the checker computes with are numbers of an ordered field, and so it computes without error. *)
Definition exact (R : realFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) :=
  [/\ value (zero ar) = 0, value (one ar) = 1, {morph value : a / opp ar a >-> - a},
      {morph value : a b / add ar a b >-> a + b} & {morph value : a b / mul ar a b >-> a * b}] /\
  (forall a b, value b != 0 -> value (div ar a b) = value a / value b) /\
  (forall a b, le ar a b = (value a <= value b)).

Definition fractions : arithmetic rat := Arithmetic 0 1 -%R +%R *%R (fun a b => a / b) <=%R.

Lemma fractions_exact : exact fractions id.
Proof. by []. Qed.

(** What the question means: the feature, the history, and the laws. *)
Section Laws.
Variables (R : realFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N).
Notation X := 'I_(size (cell q)).
Notation Y := 'I_(cells q).-1.+1.

Definition feature (x : X) : Y := inord (nth 0%N (cell q) x).
Definition past : seq X := pmap insub (history q).

(** The law of what a state of the machine emits, of a source, and of a mixture of sources. *)
Fixpoint run s (h : seq X) : R :=
  if h is x :: h' then value (emission ar q s x) * run (successor q s x) h' else 1.
Definition source_law s := if row q s is Urn l then urn (fun x : X => value (entry ar l x)) else run s.
Definition law_of weights :=
  mixture (fun s : 'I_(size (sources q)) => value (entry ar weights s)) (fun s => source_law s).

End Laws.

Arguments feature {N} q x.
Arguments run {R N} ar value q s h.
Arguments law_of {R N} ar value q weights h.

Section Soundness.
Variables (R : realFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N).
Hypothesis ex : exact ar value.
Notation X := 'I_(size (cell q)).
Notation Y := 'I_(cells q).-1.+1.
Implicit Types (t : place N) (u v : vector N) (l : seq N) (F : place N -> R).

Lemma value0 : value (zero ar) = 0. Proof. by case: ex => -[]. Qed.
Lemma value1 : value (one ar) = 1. Proof. by case: ex => -[]. Qed.
Lemma valueN a : value (opp ar a) = - value a. Proof. by case: ex => -[]. Qed.
Lemma valueD a b : value (add ar a b) = value a + value b. Proof. by case: ex => -[]. Qed.
Lemma valueM a b : value (mul ar a b) = value a * value b. Proof. by case: ex => -[]. Qed.
Lemma valueV a b : value b != 0 -> value (div ar a b) = value a / value b. Proof. by case: ex => _ [d _]; apply: d. Qed.
Lemma value_le a b : le ar a b = (value a <= value b). Proof. by case: ex => _ [_]. Qed.

Lemma value_total l : value (total ar l) = \sum_(a <- l) value a.
Proof. by elim: l => [|a l IH] /=; rewrite ?big_nil ?value0 // big_cons valueD IH. Qed.

Lemma value_total_ord n l : size l = n -> value (total ar l) = \sum_(y < n) value (entry ar l y).
Proof. by move=> <-; rewrite value_total [LHS](big_nth (zero ar)) big_mkord. Qed.

(** A number for each place, added up over a vector. *)
Definition sum_of F u := \sum_(p <- u) value p.2 * F p.1.

Lemma sum_of_cat F u v : sum_of F (u ++ v) = sum_of F u + sum_of F v.
Proof. exact: big_cat. Qed.

Lemma sum_of_scale F a u : sum_of F (scale ar a u) = value a * sum_of F u.
Proof. by rewrite /sum_of big_map mulr_sumr; apply: eq_bigr => p _; rewrite valueM mulrA. Qed.

Lemma sum_of_flatten F (us : seq (vector N)) : sum_of F (flatten us) = \sum_(u <- us) sum_of F u.
Proof. by elim: us => [|u us IH]; [rewrite big_nil /sum_of big_nil | rewrite /= sum_of_cat IH big_cons]. Qed.

Lemma sum_of_put F p u : (forall t t', same ar t t' -> F t = F t') ->
  sum_of F (put ar p u) = value p.2 * F p.1 + sum_of F u.
Proof.
move=> sF; elim: u => [|p' u IH] /=; first by rewrite /sum_of big_seq1 big_nil addr0.
case: ifP => [/sF e|_]; last by rewrite /sum_of !big_cons -!/(sum_of _ _) IH addrCA.
by rewrite /sum_of !big_cons /= valueD mulrDl e addrA.
Qed.

Lemma sum_of_folded F u : (forall t t', same ar t t' -> F t = F t') ->
  sum_of F (foldr (put ar) [::] u) = sum_of F u.
Proof. by move=> sF; elim: u => //= p u IH; rewrite sum_of_put // IH /sum_of big_cons. Qed.

Lemma nonnegative_sum F u : (forall t t', same ar t t' -> F t = F t') -> (forall t, fits ar (cells q) t -> 0 <= F t) ->
  nonnegative ar q u -> 0 <= sum_of F u.
Proof.
move=> sF F0; rewrite /nonnegative -sum_of_folded // /sum_of; move: (foldr _ _ _) => v.
elim: v => [|p v IH] /=; rewrite ?big_nil // big_cons value_le value0 => /andP[/andP[/F0 f0 p0] /IH].
by apply: addr_ge0; apply: mulr_ge0.
Qed.

(** Urns. *)
Lemma urn_ge0 (Z : finType) (a : Z -> R) h : (forall y, 0 <= a y) -> 0 <= urn a h.
Proof.
elim: h a => [|x h IH] a a0 /=; first exact: ler01.
rewrite mulr_ge0 ?IH ?divr_ge0 ?sumr_ge0 // => y; by rewrite addr_ge0 ?ler0n.
Qed.

Definition balls n l (x : 'I_n) := value (entry ar l x).

Lemma value_total_ge0 l : all (le ar (zero ar)) l -> 0 <= value (total ar l).
Proof. by elim: l => [|a l IH] /=; rewrite ?value0 // value_le value0 valueD => /andP[a0 /IH]; apply: addr_ge0. Qed.

Lemma entry_ge0 l x : all (le ar (zero ar)) l -> 0 <= value (entry ar l x).
Proof. by elim: l x => [|a l IH] [|x] //=; rewrite ?value0 // value_le value0 => /andP[a0 /IH]. Qed.

Lemma urn_step n l (x : 'I_n) h : fits ar n (Balls l) ->
  urn (balls l) (x :: h) = value (step ar q x (Balls l)).2 * urn (balls (one_more ar l x)) h.
Proof.
move=> /andP[/eqP sl l0] /=; congr (_ * _).
  rewrite -(value_total_ord sl) value_le value0; case: ifP => [le|/negbT]; last first.
    by rewrite -ltNge => lt; rewrite valueV // gt_eqF.
  rewrite value0; have -> : value (total ar l) = 0; last by rewrite invr0 mulr0.
  by apply/eqP; rewrite eq_le le value_total_ge0.
apply: eq_urn => y; rewrite /balls /one_more {2}/entry (nth_map 0%N) ?size_iota ?sl // nth_iota // add0n valueD.
by congr (_ + _); rewrite (inj_eq val_inj) [in RHS](fun_if value) value1 value0; case: (y == x).
Qed.

Lemma fits_step n x t : fits ar n t -> fits ar n (step ar q x t).1.
Proof.
case: t => //= l /andP[/eqP <- l0]; rewrite size_map size_iota eqxx /=; rewrite all_map; apply/allP => y _ /=.
by rewrite value_le value0 valueD addr_ge0 ?entry_ge0 //; case: ifP; rewrite ?value0 ?value1 ?ler01.
Qed.

Lemma same_urns n l l' h : same_numbers ar l l' -> urn (@balls n l) h = urn (balls l') h.
Proof.
move=> e; apply: eq_urn => x; rewrite /balls; move: (x : nat) => {x} x.
elim: l l' x e => [|a l IH] [|b l'] [|x] //= /andP[]; last by move=> _ /IH.
by rewrite /same_number !value_le => /le_anti.
Qed.

(** What a place shows. *)
Notation run := (run ar value q).
Notation f := (feature q).
Definition place_law t : seq X -> R := match t with State s => run s | Balls l => urn (@balls _ l) end.
Definition cell_law t : seq Y -> R := match t with State s => shown f (run s) | Balls l => urn (@balls _ l) end.

Lemma same_place_law t t' h : same ar t t' -> place_law t h = place_law t' h.
Proof. by case: t t' => [s|l] [s'|l'] //=; [move/eqP-> | apply: same_urns]. Qed.

Lemma same_cell_law t t' g : same ar t t' -> cell_law t g = cell_law t' g.
Proof. by case: t t' => [s|l] [s'|l'] //=; [move/eqP-> | apply: same_urns]. Qed.

Hypothesis pr : proper ar q.
Lemma cells_gt0 : (0 < cells q)%N. Proof. by case/and4P: pr. Qed.
Lemma cellsE : (cells q).-1.+1 = cells q. Proof. exact: prednK cells_gt0. Qed.

Lemma emission_ge0 s x : 0 <= value (emission ar q s x).
Proof.
case/and4P: pr => _ _ _; rewrite /emission /row; elim: (sources q) s => [|r l IH] [|s] /=;
  rewrite ?[entry _ [::] _]nth_nil ?value0 //.
  by case/andP; case: r => [w _|w] w0 _; rewrite ?value0 // entry_ge0.
by case/andP=> _ /IH.
Qed.

Lemma run_ge0 s h : 0 <= run s h.
Proof. by elim: h s => [|x h IH] s /=; rewrite ?ler01 // mulr_ge0 ?emission_ge0. Qed.

Lemma cell_law_ge0 t g : fits ar (cells q) t -> 0 <= cell_law t g.
Proof.
case: t => [s _|l /andP[_ l0]]; first by apply: hsum_ge0 => h _; rewrite mulr_ge0 ?run_ge0 ?ler0n.
by apply: urn_ge0 => y; apply: entry_ge0.
Qed.

Lemma shown_cons (P : seq X -> R) y g : shown f P (y :: g) = \sum_(x | f x == y) shown f (fun h => P (x :: h)) g.
Proof.
rewrite /shown /= [RHS]big_mkcond; apply: eq_bigr => x _; case: ifP => e.
  by apply: eq_hsum => h _; rewrite eqseq_cons e.
by apply: hsum0 => h _; rewrite eqseq_cons e mulr0.
Qed.

Lemma shownZ a (P : seq X -> R) g : shown f (fun h => a * P h) g = a * shown f P g.
Proof. by rewrite /shown -hsumZ; apply: eq_hsum => h _; rewrite mulrA. Qed.

Lemma featureE (x : X) c : (c < cells q)%N -> (nth 0%N (cell q) x == c) = (f x == inord c).
Proof.
move=> cn; case/and4P: pr => _ /(all_nthP 0%N)/(_ x (ltn_ord x)) xn _ _.
by rewrite /feature -val_eqE /= !inordK ?cellsE.
Qed.

(** What is behind a cell, outcome by outcome. *)
Lemma sum_behind c (F : nat -> R) : (c < cells q)%N -> \sum_(x <- behind q c) F x = \sum_(x : X | f x == inord c) F x.
Proof.
move=> cn; rewrite /behind big_filter.
have -> : iota 0 (size (cell q)) = index_iota 0 (size (cell q)) by rewrite /index_iota subn0.
by rewrite big_mkord; apply: eq_bigl => x; apply: featureE.
Qed.

Lemma cell_law_cons t c g : fits ar (cells q) t -> (c < cells q)%N ->
  cell_law t (inord c :: g) = sum_of (fun t => cell_law t g) (moved_place ar q c t).
Proof.
move=> ft cn; case: t ft => [s _|l fl].
  rewrite [LHS]shown_cons /sum_of big_map /= (sum_behind (fun x => _ * shown f (run (successor q s x)) g)) //.
  by apply: eq_bigr => x _; rewrite -shownZ; apply: eq_shown.
rewrite /sum_of big_seq1 [LHS]urn_step ?cellsE // inordK ?cellsE //.
Qed.

Lemma moved_sum c g u : all (fun p => fits ar (cells q) p.1) u -> (c < cells q)%N ->
  sum_of (fun t => cell_law t (inord c :: g)) u = sum_of (fun t => cell_law t g) (moved ar q c u).
Proof.
move=> fu cn; rewrite /moved sum_of_flatten big_map {1}/sum_of.
elim: u fu => [|p u IH] /=; rewrite ?big_nil // !big_cons => /andP[fp /IH ->].
by rewrite sum_of_scale cell_law_cons.
Qed.

(** The claims of a certificate hold, of every history of cells. *)
Lemma closed_claims vectors (es : seq (claim N)) : vectors = map (@weights N) es -> all (closed ar q vectors) es ->
  forall g, all (fun u => sum_of (fun t => cell_law t g) u <= 0) vectors.
Proof.
move=> vE ok; elim=> [|y g IH].
- rewrite vE all_map; apply: sub_all ok => e /= /andP[/andP[_ le0] _].
  have -> : sum_of (fun t => cell_law t [::]) (weights e) = value (total ar (map snd (weights e))).
    rewrite value_total big_map; apply: eq_bigr => -[t a] _ /=.
    by case: t => [s|l]; rewrite /= ?/shown /= ?eqxx !mulr1.
  by move: le0; rewrite value_le value0.
- rewrite {1}vE all_map; apply: sub_all ok => e /= /andP[/andP[fe _] steps].
  have yn : (y < cells q)%N by rewrite -[X in (_ < X)%N]cellsE.
  have -> : y = inord y by rewrite inord_val.
  rewrite moved_sum //.
  have /allP/(_ (y : nat)) := steps; rewrite mem_iota /= => /(_ yn) /andP[pos nn].
  have := nonnegative_sum (fun t t' => @same_cell_law t t' g) (fun t => @cell_law_ge0 t g) nn.
  rewrite sum_of_cat sum_of_scale valueN value1 mulN1r subr_ge0 => /le_trans; apply.
  rewrite /combine sum_of_flatten big_map; elim: (nth _ _ _) pos => [|p k IHk] /=; rewrite ?big_nil // big_cons.
  rewrite value_le value0 sum_of_scale => /andP[p0 /IHk]; apply: ler_naddl.
  apply: mulr_ge0_le0 => //; have [lt|ge] := ltnP p.1 (size vectors); last by rewrite nth_default // /sum_of big_nil.
  by have /(all_nthP [::])/(_ _ lt) := IH.
Qed.

(** What a place shows after an outcome. *)
Lemma place_law_cons t (x : X) h : fits ar (size (cell q)) t ->
  place_law t (x :: h) = value (step ar q x t).2 * place_law (step ar q x t).1 h.
Proof. by case: t => [s|l] // fl; apply: urn_step. Qed.

Lemma observed_sum u (xs : seq nat) h : all (fun x => x < size (cell q))%N xs ->
  all (fun p => fits ar (size (cell q)) p.1) u ->
  sum_of (fun t => place_law t (pmap insub xs ++ h)) u =
  sum_of (fun t => place_law t h) (foldl (fun u x => stepped ar q x u) u xs) /\
  all (fun p => fits ar (size (cell q)) p.1) (foldl (fun u x => stepped ar q x u) u xs).
Proof.
elim: xs u => [|x xs IH] u //= /andP[xk xsk] fu; have [] // := IH (stepped ar q x u).
  by rewrite /stepped all_map; apply: sub_all fu => p /= fp; apply: fits_step.
rewrite insubT /= => e fu'; split=> //; rewrite -e /sum_of big_map.
elim: (u) fu => [|p v IHv] /=; rewrite ?big_nil // !big_cons => /andP[fp /IHv ->].
by rewrite place_law_cons //= valueM mulrA.
Qed.

(** An urn of outcomes shows what an urn of cells does. *)
Lemma shown_urn (a : X -> R) g : shown f (urn a) g = urn (push f a) g.
Proof.
elim: g a => [|y g IH] a; first by rewrite /shown /= mulr1.
rewrite shown_cons /= sum_push {2}/push /Pr !mulr_suml; apply: eq_bigr => x /eqP fx.
rewrite shownZ IH; congr (_ * _); apply: eq_urn => z.
rewrite /push /Pr big_split /=; congr (_ + _); rewrite -fx.
have [e|ne] := eqVneq z (f x).
  rewrite (bigD1 x) ?e //= eqxx big1 ?addr0 // => x' /andP[_ /negbTE ->] //.
by rewrite big1 // => x' /eqP fx'; case: eqP => // e; rewrite -fx' e eqxx in ne.
Qed.

Lemma by_cell_law t g : fits ar (size (cell q)) t -> shown f (place_law t) g = cell_law (by_cell ar q t) g.
Proof.
case: t => [s|l /= /andP[/eqP sl _]] //; rewrite shown_urn; apply: eq_urn => y.
have yn : (y < cells q)%N by rewrite -[X in (_ < X)%N]cellsE.
rewrite /balls /entry (nth_map 0%N) ?size_iota // nth_iota // add0n value_total big_map.
rewrite (sum_behind (fun x => value (nth (zero ar) l x))) //.
by apply: eq_bigl => x; rewrite inord_val.
Qed.

(** The mixture, after the history. *)
Lemma law_observed w h :
  law_of ar value q w (past q ++ h) = sum_of (fun t => place_law t h) (observed ar q w) /\
  all (fun p => fits ar (size (cell q)) p.1) (observed ar q w).
Proof.
have fits_start : all (fun p => fits ar (size (cell q)) p.1) (start ar q w).
  rewrite all_map; apply/allP => s; rewrite mem_iota => /andP[_ sn] /=.
  case/and4P: pr => _ _ _ /(all_nthP (Emits [::] [::]))/(_ s sn); rewrite -/(row q s).
  by case: (row q s).
have hk : all (fun x => x < size (cell q))%N (history q) by case/and4P: pr.
have [<- ?] := observed_sum h hk fits_start; split=> //.
rewrite /law_of /mixture /sum_of /start big_map.
have -> : iota 0 (size (sources q)) = index_iota 0 (size (sources q)) by rewrite /index_iota subn0.
rewrite big_mkord; apply: eq_bigr => s _ /=; congr (_ * _); rewrite /source_law.
by case: (row q s).
Qed.

(** What the mixture gives the cells g after the history, times what it gives the history; and that itself. *)
Lemma shown_observed w g : shown f (fun h => law_of ar value q w (past q ++ h)) g =
  sum_of (fun t => cell_law (by_cell ar q t) g) (observed ar q w).
Proof.
rewrite (eq_shown f g (fun h => (law_observed w h).1)); have [_] := law_observed w [::].
elim: (observed ar q w) => [|p u IH] /=.
  by rewrite /sum_of big_nil => _; apply: hsum0 => h _; rewrite big_nil mul0r.
case/andP=> fp /IH {IH} e; rewrite /sum_of big_cons -[\sum_(_ <- u) _]e -by_cell_law // -shownZ /shown -hsumD.
by apply: eq_hsum => h _; rewrite /sum_of big_cons mulrDl.
Qed.

Lemma history_observed w : law_of ar value q w (past q) = value (total ar (map snd (observed ar q w))).
Proof.
rewrite -[past q]cats0 (law_observed w [::]).1 value_total big_map; apply: eq_bigr => -[[s|l] a] _ /=; exact: mulr1.
Qed.

End Soundness.

(** limit of dominance/constant.
    If the checker accepts a certificate for C, then A <= C M: after the history, through the feature, for all time. *)
Theorem certified (R : realFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N) C first others :
  exact ar value -> accepts ar q C first others ->
  dominated (shown (feature q) (after (law_of ar value q (prior_a q)) (past q)))
            (shown (feature q) (after (law_of ar value q (prior_m q)) (past q))) (value C).
Proof.
move=> ex /and3P[pr /andP[pa pm] ok] g.
have /= /andP[le _] := @closed_claims R N ar value q ex pr (excess ar q C :: map (@weights N) others)
  (Claim (excess ar q C) first :: others) (erefl _) ok g.
have after_past w : shown (feature q) (after (law_of ar value q w) (past q)) g =
    sum_of value (fun t => cell_law ar value (by_cell ar q t) g) (observed ar q w) / law_of ar value q w (past q).
  rewrite -(shown_observed ex pr) mulrC -shownZ //; apply: eq_shown => h; rewrite /after mulrC //.
move: le; rewrite /excess /seen /sum_of big_map -/(sum_of value (fun t => cell_law ar value (by_cell ar q t) g) _).
rewrite sum_of_cat !sum_of_scale // (valueN ex) !(valueM ex) -!(history_observed ex pr) => le.
move: pa pm; rewrite !(value_le ex) (value0 ex) -!(history_observed ex pr) -!ltNge => pa pm.
rewrite !after_past ler_pdivr_mulr // mulrA mulrAC ler_pdivl_mulr // -subr_le0.
by apply: le_trans le; rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.
