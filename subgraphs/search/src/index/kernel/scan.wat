;; One block of vectors against one query: for every row whose document passes, the dot product in whole numbers, and of each document
;; the best. Vectors are 8-bit, the query is 16-bit; sums are exact in 32 bits (see kernel.ts for the bounds).
;; 128-bit SIMD: every processor that runs Node 24 has it.
(module
  (import "index" "memory" (memory 1))

  ;; Answers how many documents have been met, those of earlier blocks included.
  (func (export "scan")
    (param $rows i32)      ;; int8, $stride bytes a row
    (param $owners i32)    ;; int32 a row: the document's slot, -1 for a free row
    (param $scales i32)    ;; float32 a row: what one unit of it stands for
    (param $count i32)     ;; rows
    (param $stride i32)    ;; bytes, a multiple of 16
    (param $query i32)     ;; int16, $stride numbers
    (param $passing i32)   ;; a byte a slot: 1 passes
    (param $slots i32)     ;; how many slots there are flags for
    (param $best i32)      ;; float32 a slot: -inf before a slot's first row
    (param $met i32)       ;; int32: the slots met, in order
    (param $metCount i32)
    (param $each i32)      ;; float32 a row: each row's own product, of passing documents
    (result i32)
    (local $row i32) (local $slot i32) (local $at i32) (local $end i32) (local $q i32)
    (local $bytes v128) (local $low v128) (local $high v128)
    (local $score f32) (local $known f32) (local $place i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $count)))
        (local.set $slot (i32.load (i32.add (local.get $owners) (i32.shl (local.get $row) (i32.const 2)))))
        (block $skip
          ;; Unsigned: -1 is beyond all slots.
          (br_if $skip (i32.ge_u (local.get $slot) (local.get $slots)))
          (br_if $skip (i32.ne (i32.load8_u (i32.add (local.get $passing) (local.get $slot))) (i32.const 1)))
          (local.set $at (i32.add (local.get $rows) (i32.mul (local.get $row) (local.get $stride))))
          (local.set $end (i32.add (local.get $at) (local.get $stride)))
          (local.set $q (local.get $query))
          (local.set $low (v128.const i32x4 0 0 0 0))
          (local.set $high (v128.const i32x4 0 0 0 0))
          (loop $sixteen
            (local.set $bytes (v128.load (local.get $at)))
            (local.set $low
              (i32x4.add (local.get $low)
                (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $bytes)) (v128.load (local.get $q)))))
            (local.set $high
              (i32x4.add (local.get $high)
                (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $bytes)) (v128.load offset=16 (local.get $q)))))
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (local.set $q (i32.add (local.get $q) (i32.const 32)))
            (br_if $sixteen (i32.lt_u (local.get $at) (local.get $end))))
          (local.set $low (i32x4.add (local.get $low) (local.get $high)))
          (local.set $score
            (f32.mul
              (f32.convert_i32_s
                (i32.add
                  (i32.add (i32x4.extract_lane 0 (local.get $low)) (i32x4.extract_lane 1 (local.get $low)))
                  (i32.add (i32x4.extract_lane 2 (local.get $low)) (i32x4.extract_lane 3 (local.get $low)))))
              (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2))))))
          (f32.store (i32.add (local.get $each) (i32.shl (local.get $row) (i32.const 2))) (local.get $score))
          (local.set $place (i32.add (local.get $best) (i32.shl (local.get $slot) (i32.const 2))))
          (local.set $known (f32.load (local.get $place)))
          (if (f32.eq (local.get $known) (f32.const -inf))
            (then
              (i32.store (i32.add (local.get $met) (i32.shl (local.get $metCount) (i32.const 2))) (local.get $slot))
              (local.set $metCount (i32.add (local.get $metCount) (i32.const 1)))))
          (f32.store (local.get $place) (f32.max (local.get $known) (local.get $score))))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next)))
    (local.get $metCount))

  ;; A vector in 8 bits, symmetric, rounded to even; and three numbers about it.
  (func (export "quantize")
    (param $exact i32)     ;; float32, $stride numbers
    (param $row i32)       ;; int8, $stride bytes: written
    (param $facts i32)     ;; float32: written: what one unit stands for, the squares of the row's distance from it and of its length
    (param $stride i32)    ;; a multiple of 16
    (local $at i32) (local $end i32)
    (local $value v128) (local $largest v128) (local $squares v128) (local $wrong v128) (local $unit v128) (local $inverse v128)
    (local $n0 v128) (local $n1 v128) (local $n2 v128) (local $n3 v128)
    (local $most f32)
    (local.set $end (i32.add (local.get $exact) (i32.shl (local.get $stride) (i32.const 2))))
    (local.set $at (local.get $exact))
    (loop $measure
      (local.set $value (v128.load (local.get $at)))
      (local.set $largest (f32x4.max (local.get $largest) (f32x4.abs (local.get $value))))
      (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $value) (local.get $value))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $measure (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $most
      (f32.max
        (f32.max (f32x4.extract_lane 0 (local.get $largest)) (f32x4.extract_lane 1 (local.get $largest)))
        (f32.max (f32x4.extract_lane 2 (local.get $largest)) (f32x4.extract_lane 3 (local.get $largest)))))
    ;; All zeros, or so little that its inverse is beyond float32: every number is zero, and so is what one unit stands for.
    (if (f32.gt (local.get $most) (f32.const 1e-30))
      (then
        (local.set $unit (f32x4.splat (f32.div (local.get $most) (f32.const 127))))
        (local.set $inverse (f32x4.splat (f32.div (f32.const 127) (local.get $most))))))
    (local.set $at (local.get $exact))
    (loop $sixteen
      (local.set $n0 (f32x4.nearest (f32x4.mul (v128.load (local.get $at)) (local.get $inverse))))
      (local.set $n1 (f32x4.nearest (f32x4.mul (v128.load offset=16 (local.get $at)) (local.get $inverse))))
      (local.set $n2 (f32x4.nearest (f32x4.mul (v128.load offset=32 (local.get $at)) (local.get $inverse))))
      (local.set $n3 (f32x4.nearest (f32x4.mul (v128.load offset=48 (local.get $at)) (local.get $inverse))))
      (v128.store (local.get $row)
        (i8x16.narrow_i16x8_s
          (i16x8.narrow_i32x4_s (i32x4.trunc_sat_f32x4_s (local.get $n0)) (i32x4.trunc_sat_f32x4_s (local.get $n1)))
          (i16x8.narrow_i32x4_s (i32x4.trunc_sat_f32x4_s (local.get $n2)) (i32x4.trunc_sat_f32x4_s (local.get $n3)))))
      (local.set $value (f32x4.sub (v128.load (local.get $at)) (f32x4.mul (local.get $n0) (local.get $unit))))
      (local.set $wrong (f32x4.add (local.get $wrong) (f32x4.mul (local.get $value) (local.get $value))))
      (local.set $value (f32x4.sub (v128.load offset=16 (local.get $at)) (f32x4.mul (local.get $n1) (local.get $unit))))
      (local.set $wrong (f32x4.add (local.get $wrong) (f32x4.mul (local.get $value) (local.get $value))))
      (local.set $value (f32x4.sub (v128.load offset=32 (local.get $at)) (f32x4.mul (local.get $n2) (local.get $unit))))
      (local.set $wrong (f32x4.add (local.get $wrong) (f32x4.mul (local.get $value) (local.get $value))))
      (local.set $value (f32x4.sub (v128.load offset=48 (local.get $at)) (f32x4.mul (local.get $n3) (local.get $unit))))
      (local.set $wrong (f32x4.add (local.get $wrong) (f32x4.mul (local.get $value) (local.get $value))))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $sixteen (i32.lt_u (local.get $at) (local.get $end))))
    (f32.store (local.get $facts) (f32x4.extract_lane 0 (local.get $unit)))
    (f32.store offset=4 (local.get $facts)
      (f32.add
        (f32.add (f32x4.extract_lane 0 (local.get $wrong)) (f32x4.extract_lane 1 (local.get $wrong)))
        (f32.add (f32x4.extract_lane 2 (local.get $wrong)) (f32x4.extract_lane 3 (local.get $wrong)))))
    (f32.store offset=8 (local.get $facts)
      (f32.add
        (f32.add (f32x4.extract_lane 0 (local.get $squares)) (f32x4.extract_lane 1 (local.get $squares)))
        (f32.add (f32x4.extract_lane 2 (local.get $squares)) (f32x4.extract_lane 3 (local.get $squares))))))

  ;; The dot product of two exact vectors.
  (func (export "product")
    (param $row i32)       ;; float32, $stride numbers
    (param $query i32)     ;; float32, $stride numbers
    (param $stride i32)    ;; a multiple of 16
    (result f32)
    (local $end i32) (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $row) (i32.shl (local.get $stride) (i32.const 2))))
    (loop $sixteen
      (local.set $a
        (f32x4.add (local.get $a)
          (f32x4.add
            (f32x4.mul (v128.load (local.get $row)) (v128.load (local.get $query)))
            (f32x4.mul (v128.load offset=16 (local.get $row)) (v128.load offset=16 (local.get $query))))))
      (local.set $b
        (f32x4.add (local.get $b)
          (f32x4.add
            (f32x4.mul (v128.load offset=32 (local.get $row)) (v128.load offset=32 (local.get $query)))
            (f32x4.mul (v128.load offset=48 (local.get $row)) (v128.load offset=48 (local.get $query))))))
      (local.set $row (i32.add (local.get $row) (i32.const 64)))
      (local.set $query (i32.add (local.get $query) (i32.const 64)))
      (br_if $sixteen (i32.lt_u (local.get $row) (local.get $end))))
    (local.set $a (f32x4.add (local.get $a) (local.get $b)))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
      (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
)
