/// The FNV-1a hash of bytes, 64 bits: the same in every process, and no defence against bytes that were made to collide.
package func byteHash(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
