(** Sums over three outcomes, with which instances that refute a claim are computed. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Three.
Implicit Types (p F : 'I_3 -> rat) (E : pred 'I_3).

Notation o0 := (ord0 : 'I_3).
Notation o1 := (lift ord0 ord0 : 'I_3).
Notation o2 := (lift ord0 (lift ord0 ord0) : 'I_3).

Lemma sum3 F : \sum_x F x = F o0 + (F o1 + F o2).
Proof. by rewrite !big_ord_recl big_ord0 addr0. Qed.

Lemma Pr3 p E : Pr p E = (if E o0 then p o0 else 0) + ((if E o1 then p o1 else 0) + (if E o2 then p o2 else 0)).
Proof. by rewrite /Pr big_mkcond sum3. Qed.

Lemma forecast3 p : (0 <= p o0) && (0 <= p o1) && (0 <= p o2) && (p o0 + (p o1 + p o2) == 1) -> forecast p.
Proof.
case/andP=> [/andP[/andP[p0 p1] p2] /eqP s]; split; last by rewrite sum3.
by case=> [[|[|[|i]]] lt] //; [move: p0 | move: p1 | move: p2]; congr (_ <= p _); apply: val_inj.
Qed.

(** Three weights as a function. *)
Definition three (a b c : rat) (x : 'I_3) := [:: a; b; c]`_x.

End Three.
