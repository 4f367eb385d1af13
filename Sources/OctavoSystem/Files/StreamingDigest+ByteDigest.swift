import OctavoTable

extension StreamingDigest: ByteDigest {}
