import OctavoTable
import OctavoText

extension StreamingDigest: ByteDigest {}
