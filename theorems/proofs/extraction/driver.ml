(* Reads one question a line, THEOREM KEY=VALUE …, and answers each with the sides that the theorem compares. *)

let natural = Big_int_Z.big_int_of_string

let split separator text = if text = "" then [] else String.split_on_char separator text

let whole text =
  let n = natural text in
  if Big_int_Z.sign_big_int n < 0 then Negz (Big_int_Z.pred_big_int (Big_int_Z.minus_big_int n)) else Posz n

let rational text =
  match String.split_on_char '/' text with
  | [n] -> fracq (whole n, whole "1")
  | [n; d] -> fracq (whole n, whole d)
  | _ -> failwith ("not a rational: " ^ text)

let list read text = List.map read (split ',' text)
let table read text = List.map (list read) (split ';' text)
let forbidden read text = if text = "-inf" then None else Some (read text)
let bit = function "0" -> false | "1" -> true | text -> failwith ("not a bit: " ^ text)

let scenario fields =
  let field key = match List.assoc_opt key fields with Some value -> value | None -> "" in
  let one key read = match field key with "" -> read "0" | value -> read value in
  observed {
    outcomes_of = one "outcomes" natural;
    nature_of = list rational (field "nature");
    operator_of = list rational (field "operator");
    mimic_of = list rational (field "mimic");
    challenger_of = list rational (field "challenger");
    success_of = list rational (field "success");
    labels_of = list rational (field "labels");
    danger_of = list bit (field "danger");
    features_of = table natural (field "features");
    lengths_of = list rational (field "lengths");
    tilt_base_of = one "base" rational;
    path_of = list rational (field "path");
    usable_of = one "usable" natural;
    reward_of = list (forbidden whole) (field "reward");
    causes_of = list rational (field "causes");
    emitted_of = table rational (field "emitted");
    good_of = table rational (field "good");
    emissions_of = table rational (field "emissions");
    successors_of = table natural (field "successors");
    urns_of = table rational (field "urns");
    nature_prior_of = list rational (field "nature_prior");
    operator_prior_of = list rational (field "operator_prior");
    mimic_prior_of = list rational (field "mimic_prior");
    nature_weights_of = [];
    operator_weights_of = [];
    mimic_weights_of = [];
    history_of = list natural (field "history");
    horizon_of = one "horizon" natural;
    epsilon_of = list rational (field "epsilon");
    density_of = list rational (field "density");
    constant_of = list rational (field "constant");
    found_of = list rational (field "found") }

let show_whole = function
  | Posz n -> Big_int_Z.string_of_big_int n
  | Negz n -> "-" ^ Big_int_Z.string_of_big_int (Big_int_Z.succ_big_int n)

let show q =
  match show_whole (numq q), show_whole (denq q) with
  | n, "1" -> n
  | n, d -> n ^ "/" ^ d

let show_row row =
  let relation = match row.related_by with Equal -> "=" | AtMost -> "<=" | Below -> "<" in
  show row.left_side ^ relation ^ show row.right_side

let answer line =
  match split ' ' line with
  | name :: fields ->
    let field text =
      match String.index_opt text '=' with
      | Some i -> (String.sub text 0 i, String.sub text (i + 1) (String.length text - i - 1))
      | None -> failwith ("expected KEY=VALUE: " ^ text) in
    let sides = List.assoc name theorems in
    String.concat " " (List.map show_row (sides (scenario (List.map field fields))))
  | [] -> failwith "expected a theorem"

let () = try while true do print_endline (answer (input_line stdin)) done with End_of_file -> ()
