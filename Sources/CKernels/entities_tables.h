// A data table, written by scripts/text-tables: HTML's named references in the order of their names' bytes.
enum { ENTITIES = 2125, LONGEST_ENTITY = 31 };
static const uint16_t name_starts[ENTITIES + 1] = {
    0, 5, 8, 14, 20, 25, 28, 31, 37, 42, 47, 50, 55, 59, 72, 77, 81, 87, 93, 97, 106, 110, 116, 119, 126, 136, 140, 143, 147, 152, 156, 162, 166, 170,
    176, 179, 199, 206, 212, 218, 223, 230, 234, 241, 250, 253, 256, 265, 276, 286, 297, 321, 342, 357, 362, 368, 377, 383, 398, 402, 411, 442, 447,
    451, 454, 460, 462, 470, 474, 478, 482, 488, 492, 497, 503, 506, 509, 514, 517, 533, 547, 569, 585, 601, 608, 621, 625, 628, 634, 642, 663, 672,
    687, 702, 722, 735, 754, 778, 798, 814, 828, 841, 858, 875, 884, 896, 912, 921, 940, 957, 971, 988, 1006, 1021, 1039, 1046, 1058, 1067, 1071,
    1077, 1080, 1083, 1089, 1095, 1100, 1103, 1107, 1110, 1116, 1123, 1128, 1144, 1164, 1169, 1173, 1180, 1185, 1195, 1206, 1210, 1214, 1217, 1221,
    1227, 1239, 1242, 1245, 1262, 1283, 1287, 1293, 1303, 1307, 1311, 1313, 1318, 1324, 1330, 1336, 1341, 1344, 1348, 1351, 1353, 1357, 1369, 1385,
    1401, 1415, 1426, 1443, 1455, 1459, 1461, 1467, 1472, 1475, 1480, 1483, 1495, 1499, 1513, 1517, 1523, 1535, 1544, 1548, 1553, 1557, 1563, 1568,
    1571, 1575, 1578, 1584, 1586, 1591, 1601, 1608, 1611, 1619, 1631, 1645, 1659, 1664, 1668, 1672, 1676, 1682, 1687, 1691, 1696, 1699, 1702, 1706,
    1710, 1716, 1721, 1725, 1729, 1734, 1740, 1743, 1746, 1750, 1754, 1758, 1760, 1766, 1772, 1776, 1786, 1790, 1796, 1802, 1805, 1821, 1830, 1842,
    1861, 1872, 1889, 1906, 1920, 1937, 1946, 1960, 1975, 1982, 1994, 2007, 2019, 2034, 2051, 2067, 2082, 2094, 2109, 2119, 2132, 2141, 2155, 2171,
    2184, 2195, 2203, 2217, 2226, 2229, 2231, 2241, 2247, 2260, 2278, 2292, 2305, 2323, 2337, 2341, 2355, 2370, 2374, 2377, 2383, 2385, 2388, 2391,
    2402, 2411, 2414, 2423, 2427, 2431, 2433, 2437, 2443, 2449, 2455, 2458, 2477, 2495, 2512, 2533, 2553, 2567, 2574, 2577, 2584, 2600, 2604, 2607,
    2619, 2628, 2648, 2658, 2666, 2679, 2688, 2698, 2713, 2732, 2749, 2763, 2783, 2798, 2813, 2825, 2840, 2858, 2878, 2885, 2897, 2911, 2922, 2939,
    2951, 2974, 2991, 3002, 3018, 3039, 3056, 3072, 3091, 3112, 3127, 3147, 3164, 3186, 3195, 3209, 3220, 3236, 3257, 3273, 3284, 3300, 3308, 3321,
    3338, 3351, 3365, 3369, 3375, 3377, 3382, 3388, 3393, 3396, 3402, 3405, 3411, 3416, 3421, 3428, 3432, 3452, 3466, 3468, 3472, 3478, 3484, 3490,
    3494, 3501, 3510, 3521, 3536, 3544, 3547, 3550, 3553, 3555, 3564, 3577, 3581, 3583, 3591, 3604, 3622, 3635, 3640, 3647, 3657, 3669, 3673, 3676,
    3680, 3683, 3687, 3691, 3696, 3699, 3705, 3709, 3713, 3719, 3725, 3731, 3734, 3736, 3750, 3768, 3788, 3791, 3794, 3811, 3821, 3834, 3853, 3865,
    3883, 3901, 3916, 3934, 3944, 3952, 3965, 3979, 3992, 4008, 4026, 4043, 4059, 4072, 4088, 4099, 4113, 4123, 4127, 4139, 4150, 4154, 4157, 4168,
    4174, 4178, 4184, 4190, 4192, 4198, 4204, 4209, 4212, 4215, 4229, 4243, 4258, 4270, 4275, 4286, 4290, 4294, 4300, 4318, 4330, 4347, 4361, 4380,
    4391, 4395, 4399, 4402, 4408, 4419, 4427, 4440, 4458, 4471, 4479, 4482, 4485, 4493, 4506, 4512, 4517, 4522, 4527, 4531, 4534, 4537, 4543, 4549,
    4552, 4555, 4564, 4569, 4579, 4588, 4593, 4603, 4617, 4627, 4631, 4640, 4644, 4650, 4656, 4660, 4668, 4673, 4679, 4684, 4687, 4693, 4696, 4702,
    4707, 4715, 4725, 4737, 4753, 4758, 4767, 4772, 4776, 4783, 4793, 4809, 4820, 4833, 4838, 4848, 4855, 4866, 4880, 4895, 4899, 4906, 4911, 4915,
    4921, 4925, 4930, 4934, 4937, 4942, 4948, 4951, 4957, 4961, 4972, 4984, 5001, 5014, 5027, 5030, 5034, 5038, 5044, 5049, 5054, 5057, 5061, 5065,
    5068, 5070, 5074, 5078, 5082, 5086, 5090, 5096, 5101, 5104, 5107, 5111, 5115, 5119, 5123, 5129, 5135, 5138, 5142, 5156, 5160, 5163, 5167, 5171,
    5177, 5183, 5185, 5188, 5191, 5196, 5201, 5204, 5209, 5211, 5214, 5220, 5227, 5232, 5237, 5242, 5247, 5250, 5253, 5259, 5263, 5271, 5275, 5278,
    5282, 5287, 5293, 5301, 5309, 5317, 5325, 5333, 5341, 5349, 5357, 5362, 5369, 5377, 5383, 5388, 5395, 5400, 5404, 5406, 5409, 5415, 5418, 5422,
    5426, 5432, 5440, 5445, 5449, 5452, 5457, 5464, 5470, 5474, 5482, 5487, 5491, 5499, 5510, 5519, 5526, 5535, 5541, 5547, 5555, 5559, 5567, 5572,
    5575, 5580, 5586, 5593, 5600, 5605, 5611, 5615, 5619, 5626, 5629, 5635, 5642, 5648, 5655, 5663, 5672, 5680, 5687, 5702, 5715, 5723, 5729, 5737,
    5743, 5755, 5766, 5779, 5796, 5813, 5831, 5836, 5841, 5846, 5851, 5856, 5859, 5866, 5870, 5874, 5877, 5883, 5889, 5894, 5899, 5904, 5909, 5913,
    5918, 5923, 5928, 5933, 5938, 5943, 5948, 5953, 5957, 5962, 5967, 5972, 5977, 5982, 5987, 5993, 5998, 6003, 6008, 6013, 6017, 6022, 6027, 6032,
    6037, 6045, 6052, 6060, 6065, 6070, 6075, 6080, 6084, 6089, 6094, 6099, 6104, 6109, 6114, 6120, 6125, 6131, 6135, 6140, 6144, 6149, 6153, 6158,
    6166, 6170, 6176, 6180, 6185, 6190, 6196, 6202, 6205, 6211, 6219, 6225, 6231, 6237, 6241, 6246, 6251, 6256, 6262, 6268, 6273, 6278, 6285, 6289,
    6294, 6301, 6305, 6314, 6317, 6321, 6326, 6335, 6338, 6341, 6345, 6349, 6355, 6370, 6386, 6394, 6402, 6412, 6423, 6434, 6438, 6446, 6452, 6459,
    6464, 6472, 6477, 6483, 6490, 6495, 6501, 6505, 6511, 6521, 6530, 6534, 6541, 6547, 6551, 6557, 6561, 6567, 6572, 6577, 6581, 6585, 6590, 6594,
    6599, 6604, 6611, 6618, 6623, 6628, 6634, 6641, 6644, 6652, 6658, 6664, 6670, 6675, 6679, 6685, 6692, 6703, 6714, 6722, 6732, 6738, 6752, 6767,
    6772, 6777, 6785, 6790, 6796, 6800, 6804, 6810, 6816, 6820, 6824, 6829, 6836, 6841, 6847, 6850, 6852, 6859, 6864, 6871, 6874, 6879, 6886, 6892,
    6895, 6900, 6905, 6909, 6916, 6927, 6932, 6935, 6942, 6947, 6950, 6956, 6969, 6975, 6979, 6985, 6991, 6997, 7001, 7004, 7009, 7017, 7025, 7032,
    7041, 7055, 7064, 7078, 7093, 7109, 7117, 7123, 7129, 7133, 7137, 7141, 7147, 7152, 7156, 7161, 7166, 7171, 7178, 7182, 7190, 7195, 7199, 7205,
    7211, 7217, 7221, 7226, 7232, 7235, 7239, 7241, 7246, 7249, 7251, 7257, 7260, 7266, 7268, 7276, 7279, 7282, 7288, 7293, 7298, 7306, 7312, 7316,
    7322, 7328, 7331, 7335, 7340, 7344, 7348, 7354, 7359, 7363, 7370, 7375, 7381, 7388, 7393, 7403, 7414, 7420, 7426, 7431, 7438, 7446, 7451, 7456,
    7460, 7465, 7469, 7472, 7475, 7479, 7483, 7487, 7492, 7503, 7515, 7528, 7531, 7537, 7543, 7548, 7554, 7557, 7562, 7567, 7571, 7576, 7581, 7585,
    7589, 7595, 7599, 7604, 7612, 7618, 7624, 7630, 7636, 7642, 7648, 7654, 7660, 7666, 7672, 7678, 7684, 7690, 7696, 7702, 7707, 7712, 7716, 7718,
    7721, 7727, 7732, 7738, 7741, 7747, 7752, 7755, 7759, 7761, 7764, 7767, 7771, 7779, 7782, 7787, 7793, 7800, 7808, 7812, 7818, 7821, 7823, 7826,
    7831, 7835, 7837, 7840, 7843, 7846, 7849, 7853, 7861, 7864, 7868, 7873, 7878, 7882, 7887, 7891, 7895, 7900, 7905, 7907, 7911, 7916, 7921, 7927,
    7934, 7943, 7949, 7955, 7964, 7974, 7981, 7987, 7996, 8000, 8004, 8010, 8014, 8020, 8026, 8030, 8037, 8042, 8046, 8051, 8057, 8066, 8072, 8078,
    8081, 8089, 8097, 8102, 8108, 8121, 8135, 8139, 8145, 8149, 8155, 8161, 8167, 8173, 8179, 8181, 8186, 8189, 8193, 8198, 8201, 8204, 8210, 8212,
    8218, 8223, 8229, 8234, 8239, 8244, 8249, 8257, 8265, 8270, 8274, 8279, 8281, 8287, 8292, 8300, 8306, 8309, 8315, 8323, 8331, 8339, 8346, 8350,
    8355, 8359, 8363, 8368, 8374, 8378, 8382, 8387, 8394, 8399, 8405, 8410, 8412, 8418, 8423, 8427, 8432, 8435, 8438, 8443, 8447, 8451, 8457, 8462,
    8467, 8473, 8479, 8482, 8485, 8491, 8495, 8499, 8503, 8507, 8512, 8516, 8522, 8527, 8529, 8532, 8536, 8542, 8550, 8556, 8562, 8566, 8571, 8577,
    8580, 8585, 8589, 8594, 8601, 8607, 8613, 8619, 8625, 8632, 8638, 8641, 8647, 8651, 8656, 8661, 8666, 8672, 8678, 8683, 8690, 8697, 8703, 8709,
    8714, 8718, 8721, 8725, 8730, 8736, 8743, 8751, 8755, 8757, 8766, 8779, 8794, 8807, 8821, 8835, 8850, 8867, 8886, 8900, 8903, 8906, 8910, 8918,
    8921, 8926, 8932, 8939, 8947, 8951, 8957, 8967, 8974, 8983, 8993, 9000, 9007, 9013, 9019, 9022, 9024, 9027, 9032, 9037, 9043, 9048, 9052, 9054,
    9059, 9067, 9073, 9078, 9084, 9090, 9100, 9103, 9107, 9115, 9118, 9122, 9127, 9132, 9137, 9142, 9147, 9160, 9178, 9188, 9202, 9215, 9229, 9234,
    9238, 9244, 9251, 9257, 9263, 9266, 9273, 9277, 9281, 9287, 9292, 9300, 9305, 9311, 9314, 9319, 9325, 9329, 9332, 9336, 9341, 9346, 9350, 9355,
    9361, 9367, 9369, 9373, 9378, 9383, 9389, 9395, 9401, 9408, 9414, 9418, 9423, 9428, 9436, 9443, 9452, 9456, 9461, 9465, 9469, 9473, 9480, 9483,
    9489, 9499, 9509, 9517, 9523, 9529, 9532, 9537, 9550, 9553, 9556, 9561, 9564, 9570, 9576, 9582, 9587, 9593, 9599, 9606, 9610, 9614, 9620, 9626,
    9630, 9632, 9636, 9642, 9644, 9652, 9657, 9660, 9663, 9667, 9677, 9692, 9695, 9698, 9702, 9713, 9719, 9725, 9730, 9736, 9740, 9743, 9747, 9752,
    9757, 9764, 9769, 9776, 9784, 9788, 9793, 9799, 9803, 9809, 9815, 9820, 9828, 9832, 9835, 9840, 9842, 9847, 9853, 9858, 9865, 9870, 9876, 9882,
    9887, 9893, 9900, 9903, 9906, 9909, 9913, 9918, 9927, 9931, 9936, 9939, 9943, 9948, 9953, 9958, 9960, 9963, 9967, 9970, 9974, 9979, 9982, 9987,
    9991, 9994, 10004, 10019, 10023, 10028, 10037, 10041, 10046, 10051, 10054, 10059, 10065, 10069, 10073, 10076, 10081, 10087, 10095, 10102, 10109,
    10116, 10121, 10128, 10135, 10142, 10146, 10155, 10161, 10166, 10173, 10176, 10182, 10186, 10191, 10198, 10203, 10208, 10214, 10220, 10231, 10236,
    10242, 10245, 10251, 10255, 10259, 10268, 10282, 10286, 10291, 10297, 10302, 10307, 10314, 10321, 10325, 10330, 10335, 10342, 10351, 10361, 10366,
    10373, 10377, 10382, 10387, 10394, 10403, 10413, 10417, 10423, 10427, 10440, 10455, 10469, 10485, 10487, 10490, 10496, 10501, 10507, 10513, 10517,
    10523, 10527, 10531, 10538, 10544, 10548, 10552, 10559, 10565, 10572, 10577, 10582, 10588, 10593, 10600, 10606, 10608, 10614, 10618, 10622, 10627,
    10630, 10635, 10641, 10645, 10649, 10655, 10660, 10665, 10668, 10672, 10678, 10681, 10686, 10689, 10693, 10698, 10703, 10710, 10715, 10718, 10723,
    10728, 10735, 10739, 10745, 10749, 10753, 10758, 10763, 10765, 10770, 10773, 10778, 10785, 10789, 10793, 10799, 10803, 10810, 10813, 10817, 10823,
    10827, 10833, 10839, 10847, 10851, 10856, 10859, 10863, 10871, 10877, 10882, 10886, 10889, 10895, 10901, 10907, 10911, 10918, 10921, 10924, 10928,
    10934, 10939, 10941, 10950, 10953, 10959, 10966, 10972, 10976, 10984, 10989, 10996, 11002, 11008, 11013, 11019, 11026, 11033, 11035, 11043, 11047,
    11052, 11054, 11057, 11061, 11066, 11069, 11073, 11083, 11094, 11100, 11111, 11119, 11127, 11134, 11139, 11145, 11149, 11154, 11160, 11164, 11172,
    11180, 11188, 11192, 11198, 11203, 11209, 11213, 11216, 11222, 11225, 11229, 11233, 11239, 11243, 11254, 11261, 11266, 11273, 11277, 11282, 11286,
    11292, 11297, 11301, 11305, 11311, 11316, 11324, 11328, 11333, 11338, 11344, 11349, 11353, 11359, 11364, 11371, 11376, 11382, 11388, 11394, 11400,
    11407, 11413, 11418, 11424, 11429, 11438, 11443, 11448, 11454, 11460, 11465, 11472, 11479, 11485, 11491, 11496, 11500, 11503, 11507, 11514, 11519,
    11525, 11529, 11533, 11540, 11548, 11553, 11557, 11560, 11566, 11572, 11575, 11580, 11585, 11591, 11594, 11598, 11608, 11622, 11638, 11652, 11667,
    11684, 11700, 11715, 11730, 11734, 11746, 11751, 11756, 11759, 11765, 11775, 11780, 11785, 11790, 11795, 11800, 11804, 11810, 11817, 11821, 11827,
    11835, 11840, 11846, 11850, 11853, 11857, 11862, 11868, 11874, 11880, 11884, 11889, 11894, 11902, 11909, 11911, 11917, 11922, 11924, 11927, 11931,
    11937, 11942, 11945, 11951, 11956, 11960, 11965, 11971, 11979, 11984, 11987, 11991, 11996, 12001, 12006, 12012, 12017, 12024, 12028, 12032, 12038,
    12046, 12051, 12055, 12058, 12064, 12069, 12075, 12079, 12087, 12100, 12103, 12108, 12114, 12120, 12123, 12129, 12133, 12138, 12142, 12147, 12151,
    12156, 12161, 12168, 12175, 12180, 12193, 12199, 12207, 12211, 12216, 12219, 12223, 12228, 12234, 12237, 12241, 12247, 12251, 12257, 12266, 12270,
    12275, 12281, 12286, 12292, 12297, 12303, 12311, 12321, 12326, 12332, 12340, 12350, 12353, 12359, 12365, 12369, 12374, 12378, 12384, 12390, 12396,
    12400, 12405, 12420, 12431, 12436, 12439, 12443, 12449, 12453, 12460, 12467, 12472, 12477, 12484, 12491, 12497, 12505, 12514, 12523, 12533, 12539,
    12545, 12551, 12555, 12565, 12576, 12582, 12593, 12601, 12609, 12616, 12619, 12623, 12626, 12630, 12634, 12638, 12642, 12648, 12655, 12659, 12666,
    12673, 12680, 12687, 12694, 12699, 12704, 12711, 12717, 12725, 12734, 12743, 12753, 12759, 12765, 12771, 12776, 12782, 12787, 12794, 12800, 12805,
    12811, 12814, 12818, 12824, 12830, 12833, 12837, 12843, 12846, 12852, 12861, 12866, 12874, 12880, 12891, 12899, 12905, 12910, 12916, 12921, 12926,
    12931, 12937, 12945, 12951, 12955, 12959, 12962, 12968, 12974, 12978, 12985, 12989, 12995, 13000, 13008, 13020, 13032, 13046, 13055, 13068, 13083,
    13089, 13093, 13101, 13108, 13113, 13120, 13128, 13132, 13136, 13141, 13147, 13152, 13168, 13185, 13189, 13193, 13199, 13203, 13208, 13214, 13219,
    13222, 13227, 13233, 13238, 13244, 13247, 13253, 13258, 13263, 13268, 13274, 13282, 13288, 13293, 13298, 13301, 13306, 13310, 13317, 13328, 13341,
    13355, 13360, 13364, 13369, 13376, 13386, 13392, 13400, 13406, 13411, 13416, 13420, 13425, 13431, 13435, 13440, 13445, 13449, 13456, 13460, 13464,
    13469, 13474, 13480, 13490, 13498, 13508, 13514, 13519, 13528, 13532, 13538, 13546, 13558, 13571, 13583, 13596, 13604, 13619, 13635, 13638, 13643,
    13646, 13652, 13657, 13663, 13669, 13673, 13676, 13681, 13686, 13691, 13695, 13700, 13705, 13709, 13715, 13721, 13727, 13733, 13740, 13745, 13751,
    13756, 13762, 13768, 13771, 13775, 13777, 13779, 13785, 13789, 13793, 13798, 13802, 13807, 13810, 13815, 13820, 13822, 13827, 13832, 13836, 13840,
    13845, 13849, 13855, 13861, 13866, 13871, 13875, 13881, 13887, 13892, 13896, 13902, 13908, 13912, 13917, 13920, 13923, 13926, 13930, 13934, 13938,
    13942, 13946, 13952, 13958, 13961, 13965, 13971, 13975, 13978, 13982, 13989, 13993, 13997, 14000, 14004,
};
static const uint8_t name_bytes[] =
    "AEligAMPAacuteAbreveAcircAcyAfrAgraveAlphaAmacrAndAogonAopfApplyFuncti"
    "onAringAscrAssignAtildeAumlBackslashBarvBarwedBcyBecauseBernoullisBeta"
    "BfrBopfBreveBscrBumpeqCHcyCOPYCacuteCapCapitalDifferentialDCayleysCcar"
    "onCcedilCcircCconintCdotCedillaCenterDotCfrChiCircleDotCircleMinusCirc"
    "lePlusCircleTimesClockwiseContourIntegralCloseCurlyDoubleQuoteCloseCur"
    "lyQuoteColonColoneCongruentConintContourIntegralCopfCoproductCounterCl"
    "ockwiseContourIntegralCrossCscrCupCupCapDDDDotrahdDJcyDScyDZcyDaggerDa"
    "rrDashvDcaronDcyDelDeltaDfrDiacriticalAcuteDiacriticalDotDiacriticalDo"
    "ubleAcuteDiacriticalGraveDiacriticalTildeDiamondDifferentialDDopfDotDo"
    "tDotDotEqualDoubleContourIntegralDoubleDotDoubleDownArrowDoubleLeftArr"
    "owDoubleLeftRightArrowDoubleLeftTeeDoubleLongLeftArrowDoubleLongLeftRi"
    "ghtArrowDoubleLongRightArrowDoubleRightArrowDoubleRightTeeDoubleUpArro"
    "wDoubleUpDownArrowDoubleVerticalBarDownArrowDownArrowBarDownArrowUpArr"
    "owDownBreveDownLeftRightVectorDownLeftTeeVectorDownLeftVectorDownLeftV"
    "ectorBarDownRightTeeVectorDownRightVectorDownRightVectorBarDownTeeDown"
    "TeeArrowDownarrowDscrDstrokENGETHEacuteEcaronEcircEcyEdotEfrEgraveElem"
    "entEmacrEmptySmallSquareEmptyVerySmallSquareEogonEopfEpsilonEqualEqual"
    "TildeEquilibriumEscrEsimEtaEumlExistsExponentialEFcyFfrFilledSmallSqua"
    "reFilledVerySmallSquareFopfForAllFouriertrfFscrGJcyGTGammaGammadGbreve"
    "GcedilGcircGcyGdotGfrGgGopfGreaterEqualGreaterEqualLessGreaterFullEqua"
    "lGreaterGreaterGreaterLessGreaterSlantEqualGreaterTildeGscrGtHARDcyHac"
    "ekHatHcircHfrHilbertSpaceHopfHorizontalLineHscrHstrokHumpDownHumpHumpE"
    "qualIEcyIJligIOcyIacuteIcircIcyIdotIfrIgraveImImacrImaginaryIImpliesIn"
    "tIntegralIntersectionInvisibleCommaInvisibleTimesIogonIopfIotaIscrItil"
    "deIukcyIumlJcircJcyJfrJopfJscrJsercyJukcyKHcyKJcyKappaKcedilKcyKfrKopf"
    "KscrLJcyLTLacuteLambdaLangLaplacetrfLarrLcaronLcedilLcyLeftAngleBracke"
    "tLeftArrowLeftArrowBarLeftArrowRightArrowLeftCeilingLeftDoubleBracketL"
    "eftDownTeeVectorLeftDownVectorLeftDownVectorBarLeftFloorLeftRightArrow"
    "LeftRightVectorLeftTeeLeftTeeArrowLeftTeeVectorLeftTriangleLeftTriangl"
    "eBarLeftTriangleEqualLeftUpDownVectorLeftUpTeeVectorLeftUpVectorLeftUp"
    "VectorBarLeftVectorLeftVectorBarLeftarrowLeftrightarrowLessEqualGreate"
    "rLessFullEqualLessGreaterLessLessLessSlantEqualLessTildeLfrLlLleftarro"
    "wLmidotLongLeftArrowLongLeftRightArrowLongRightArrowLongleftarrowLongl"
    "eftrightarrowLongrightarrowLopfLowerLeftArrowLowerRightArrowLscrLshLst"
    "rokLtMapMcyMediumSpaceMellintrfMfrMinusPlusMopfMscrMuNJcyNacuteNcaronN"
    "cedilNcyNegativeMediumSpaceNegativeThickSpaceNegativeThinSpaceNegative"
    "VeryThinSpaceNestedGreaterGreaterNestedLessLessNewLineNfrNoBreakNonBre"
    "akingSpaceNopfNotNotCongruentNotCupCapNotDoubleVerticalBarNotElementNo"
    "tEqualNotEqualTildeNotExistsNotGreaterNotGreaterEqualNotGreaterFullEqu"
    "alNotGreaterGreaterNotGreaterLessNotGreaterSlantEqualNotGreaterTildeNo"
    "tHumpDownHumpNotHumpEqualNotLeftTriangleNotLeftTriangleBarNotLeftTrian"
    "gleEqualNotLessNotLessEqualNotLessGreaterNotLessLessNotLessSlantEqualN"
    "otLessTildeNotNestedGreaterGreaterNotNestedLessLessNotPrecedesNotPrece"
    "desEqualNotPrecedesSlantEqualNotReverseElementNotRightTriangleNotRight"
    "TriangleBarNotRightTriangleEqualNotSquareSubsetNotSquareSubsetEqualNot"
    "SquareSupersetNotSquareSupersetEqualNotSubsetNotSubsetEqualNotSucceeds"
    "NotSucceedsEqualNotSucceedsSlantEqualNotSucceedsTildeNotSupersetNotSup"
    "ersetEqualNotTildeNotTildeEqualNotTildeFullEqualNotTildeTildeNotVertic"
    "alBarNscrNtildeNuOEligOacuteOcircOcyOdblacOfrOgraveOmacrOmegaOmicronOo"
    "pfOpenCurlyDoubleQuoteOpenCurlyQuoteOrOscrOslashOtildeOtimesOumlOverBa"
    "rOverBraceOverBracketOverParenthesisPartialDPcyPfrPhiPiPlusMinusPoinca"
    "replanePopfPrPrecedesPrecedesEqualPrecedesSlantEqualPrecedesTildePrime"
    "ProductProportionProportionalPscrPsiQUOTQfrQopfQscrRBarrREGRacuteRangR"
    "arrRarrtlRcaronRcedilRcyReReverseElementReverseEquilibriumReverseUpEqu"
    "ilibriumRfrRhoRightAngleBracketRightArrowRightArrowBarRightArrowLeftAr"
    "rowRightCeilingRightDoubleBracketRightDownTeeVectorRightDownVectorRigh"
    "tDownVectorBarRightFloorRightTeeRightTeeArrowRightTeeVectorRightTriang"
    "leRightTriangleBarRightTriangleEqualRightUpDownVectorRightUpTeeVectorR"
    "ightUpVectorRightUpVectorBarRightVectorRightVectorBarRightarrowRopfRou"
    "ndImpliesRrightarrowRscrRshRuleDelayedSHCHcySHcySOFTcySacuteScScaronSc"
    "edilScircScySfrShortDownArrowShortLeftArrowShortRightArrowShortUpArrow"
    "SigmaSmallCircleSopfSqrtSquareSquareIntersectionSquareSubsetSquareSubs"
    "etEqualSquareSupersetSquareSupersetEqualSquareUnionSscrStarSubSubsetSu"
    "bsetEqualSucceedsSucceedsEqualSucceedsSlantEqualSucceedsTildeSuchThatS"
    "umSupSupersetSupersetEqualSupsetTHORNTRADETSHcyTScyTabTauTcaronTcedilT"
    "cyTfrThereforeThetaThickSpaceThinSpaceTildeTildeEqualTildeFullEqualTil"
    "deTildeTopfTripleDotTscrTstrokUacuteUarrUarrocirUbrcyUbreveUcircUcyUdb"
    "lacUfrUgraveUmacrUnderBarUnderBraceUnderBracketUnderParenthesisUnionUn"
    "ionPlusUogonUopfUpArrowUpArrowBarUpArrowDownArrowUpDownArrowUpEquilibr"
    "iumUpTeeUpTeeArrowUparrowUpdownarrowUpperLeftArrowUpperRightArrowUpsiU"
    "psilonUringUscrUtildeUumlVDashVbarVcyVdashVdashlVeeVerbarVertVerticalB"
    "arVerticalLineVerticalSeparatorVerticalTildeVeryThinSpaceVfrVopfVscrVv"
    "dashWcircWedgeWfrWopfWscrXfrXiXopfXscrYAcyYIcyYUcyYacuteYcircYcyYfrYop"
    "fYscrYumlZHcyZacuteZcaronZcyZdotZeroWidthSpaceZetaZfrZopfZscraacuteabr"
    "eveacacEacdacircacuteacyaeligafafragravealefsymalephalphaamacramalgamp"
    "andandandanddandslopeandvangangeangleangmsdangmsdaaangmsdabangmsdacang"
    "msdadangmsdaeangmsdafangmsdagangmsdahangrtangrtvbangrtvbdangsphangstan"
    "gzarraogonaopfapapEapacirapeapidaposapproxapproxeqaringascrastasympasy"
    "mpeqatildeaumlawconintawintbNotbackcongbackepsilonbackprimebacksimback"
    "simeqbarveebarwedbarwedgebbrkbbrktbrkbcongbcybdquobecausbecausebemptyv"
    "bepsibernoubetabethbetweenbfrbigcapbigcircbigcupbigodotbigoplusbigotim"
    "esbigsqcupbigstarbigtriangledownbigtriangleupbiguplusbigveebigwedgebka"
    "rowblacklozengeblacksquareblacktriangleblacktriangledownblacktrianglel"
    "eftblacktrianglerightblankblk12blk14blk34blockbnebnequivbnotbopfbotbot"
    "tombowtieboxDLboxDRboxDlboxDrboxHboxHDboxHUboxHdboxHuboxULboxURboxUlbo"
    "xUrboxVboxVHboxVLboxVRboxVhboxVlboxVrboxboxboxdLboxdRboxdlboxdrboxhbox"
    "hDboxhUboxhdboxhuboxminusboxplusboxtimesboxuLboxuRboxulboxurboxvboxvHb"
    "oxvLboxvRboxvhboxvlboxvrbprimebrevebrvbarbscrbsemibsimbsimebsolbsolbbs"
    "olhsubbullbulletbumpbumpEbumpebumpeqcacutecapcapandcapbrcupcapcapcapcu"
    "pcapdotcapscaretcaronccapsccaronccedilccircccupsccupssmcdotcedilcempty"
    "vcentcenterdotcfrchcycheckcheckmarkchicircirEcirccirceqcirclearrowleft"
    "circlearrowrightcircledRcircledScircledastcircledcirccircleddashcireci"
    "rfnintcirmidcirscirclubsclubsuitcoloncolonecoloneqcommacommatcompcompf"
    "ncomplementcomplexescongcongdotconintcopfcoprodcopycopysrcrarrcrosscsc"
    "rcsubcsubecsupcsupectdotcudarrlcudarrrcueprcuesccularrcularrpcupcupbrc"
    "apcupcapcupcupcupdotcuporcupscurarrcurarrmcurlyeqpreccurlyeqsucccurlyv"
    "eecurlywedgecurrencurvearrowleftcurvearrowrightcuveecuwedcwconintcwint"
    "cylctydArrdHardaggerdalethdarrdashdashvdbkarowdblacdcarondcyddddaggerd"
    "darrddotseqdegdeltademptyvdfishtdfrdharldharrdiamdiamonddiamondsuitdia"
    "msdiedigammadisindivdividedivideontimesdivonxdjcydlcorndlcropdollardop"
    "fdotdoteqdoteqdotdotminusdotplusdotsquaredoublebarwedgedownarrowdowndo"
    "wnarrowsdownharpoonleftdownharpoonrightdrbkarowdrcorndrcropdscrdscydso"
    "ldstrokdtdotdtridtrifduarrduhardwangledzcydzigrarreDDoteDoteacuteeaste"
    "recaronecirecircecolonecyedoteeefDotefregegraveegsegsdotelelinterselle"
    "lselsdotemacremptyemptysetemptyvemspemsp13emsp14engenspeogoneopfeparep"
    "arsleplusepsiepsilonepsiveqcirceqcoloneqsimeqslantgtreqslantlessequals"
    "equestequivequivDDeqvparslerDoterarrescresdotesimetaetheumleuroexclexi"
    "stexpectationexponentialefallingdotseqfcyfemaleffiligffligfflligffrfil"
    "igfjligflatflligfltnsfnoffopfforallforkforkvfpartintfrac12frac13frac14"
    "frac15frac16frac18frac23frac25frac34frac35frac38frac45frac56frac58frac"
    "78fraslfrownfscrgEgElgacutegammagammadgapgbrevegcircgcygdotgegelgeqgeq"
    "qgeqslantgesgesccgesdotgesdotogesdotolgeslgeslesgfrggggggimelgjcyglglE"
    "glagljgnEgnapgnapproxgnegneqgneqqgnsimgopfgravegscrgsimgsimegsimlgtgtc"
    "cgtcirgtdotgtlPargtquestgtrapproxgtrarrgtrdotgtreqlessgtreqqlessgtrles"
    "sgtrsimgvertneqqgvnEhArrhairsphalfhamilthardcyharrharrcirharrwhbarhcir"
    "cheartsheartsuithellipherconhfrhksearowhkswarowhoarrhomththookleftarro"
    "whookrightarrowhopfhorbarhscrhslashhstrokhybullhypheniacuteicicircicyi"
    "ecyiexcliffifrigraveiiiiiintiiintiinfiniiotaijligimacrimageimaglineima"
    "gpartimathimofimpedinincareinfininfintieinodotintintcalintegersinterca"
    "lintlarhkintprodiocyiogoniopfiotaiprodiquestiscrisinisinEisindotisinsi"
    "sinsvisinvititildeiukcyiumljcircjcyjfrjmathjopfjscrjsercyjukcykappakap"
    "pavkcedilkcykfrkgreenkhcykjcykopfkscrlAarrlArrlAtaillBarrlElEglHarlacu"
    "telaemptyvlagranlambdalanglangdlanglelaplaquolarrlarrblarrbfslarrfslar"
    "rhklarrlplarrpllarrsimlarrtllatlataillatelateslbarrlbbrklbracelbracklb"
    "rkelbrksldlbrkslulcaronlcedillceillcublcyldcaldquoldquorldrdharldrusha"
    "rldshleleftarrowleftarrowtailleftharpoondownleftharpoonupleftleftarrow"
    "sleftrightarrowleftrightarrowsleftrightharpoonsleftrightsquigarrowleft"
    "threetimeslegleqleqqleqslantleslescclesdotlesdotolesdotorlesglesgesles"
    "sapproxlessdotlesseqgtrlesseqqgtrlessgtrlesssimlfishtlfloorlfrlglgElha"
    "rdlharulharullhblkljcyllllarrllcornerllhardlltrilmidotlmoustlmoustache"
    "lnElnaplnapproxlnelneqlneqqlnsimloangloarrlobrklongleftarrowlongleftri"
    "ghtarrowlongmapstolongrightarrowlooparrowleftlooparrowrightloparlopflo"
    "pluslotimeslowastlowbarlozlozengelozflparlparltlrarrlrcornerlrharlrhar"
    "dlrmlrtrilsaquolscrlshlsimlsimelsimglsqblsquolsquorlstrokltltccltcirlt"
    "dotlthreeltimesltlarrltquestltrParltriltrieltriflurdsharluruharlvertne"
    "qqlvnEmDDotmacrmalemaltmaltesemapmapstomapstodownmapstoleftmapstoupmar"
    "kermcommamcymdashmeasuredanglemfrmhomicromidmidastmidcirmiddotminusmin"
    "usbminusdminusdumlcpmldrmnplusmodelsmopfmpmscrmstposmumultimapmumapnGg"
    "nGtnGtvnLeftarrownLeftrightarrownLlnLtnLtvnRightarrownVDashnVdashnabla"
    "nacutenangnapnapEnapidnaposnapproxnaturnaturalnaturalsnbspnbumpnbumpen"
    "capncaronncedilncongncongdotncupncyndashneneArrnearhknearrnearrownedot"
    "nequivnesearnesimnexistnexistsnfrngEngengeqngeqqngeqslantngesngsimngtn"
    "gtrnhArrnharrnhparninisnisdnivnjcynlArrnlEnlarrnldrnlenleftarrownleftr"
    "ightarrownleqnleqqnleqslantnlesnlessnlsimnltnltrinltrienmidnopfnotnoti"
    "nnotinEnotindotnotinvanotinvbnotinvcnotninotnivanotnivbnotnivcnparnpar"
    "allelnparslnpartnpolintnprnprcuenprenprecnpreceqnrArrnrarrnrarrcnrarrw"
    "nrightarrownrtrinrtrienscnsccuenscenscrnshortmidnshortparallelnsimnsim"
    "ensimeqnsmidnsparnsqsubensqsupensubnsubEnsubensubsetnsubseteqnsubseteq"
    "qnsuccnsucceqnsupnsupEnsupensupsetnsupseteqnsupseteqqntglntildentlgntr"
    "iangleleftntrianglelefteqntrianglerightntrianglerighteqnunumnumeronums"
    "pnvDashnvHarrnvapnvdashnvgenvgtnvinfinnvlArrnvlenvltnvltrienvrArrnvrtr"
    "ienvsimnwArrnwarhknwarrnwarrownwnearoSoacuteoastocirocircocyodashodbla"
    "codivodotodsoldoeligofcirofrogonograveogtohbarohmointolarrolcirolcross"
    "olineoltomacromegaomicronomidominusoopfoparoperpoplusororarrordorderor"
    "derofordfordmorigoforororslopeorvoscroslashosolotildeotimesotimesasoum"
    "lovbarparparaparallelparsimparslpartpcypercntperiodpermilperppertenkpf"
    "rphiphivphmmatphonepipitchforkpivplanckplanckhplankvplusplusacirplusbp"
    "luscirplusdoplusdupluseplusmnplussimplustwopmpointintpopfpoundprprEpra"
    "pprcuepreprecprecapproxpreccurlyeqpreceqprecnapproxprecneqqprecnsimpre"
    "csimprimeprimesprnEprnapprnsimprodprofalarproflineprofsurfpropproptopr"
    "simprurelpscrpsipuncspqfrqintqopfqprimeqscrquaternionsquatintquestques"
    "teqquotrAarrrArrrAtailrBarrrHarraceracuteradicraemptyvrangrangdrangera"
    "ngleraquorarrrarraprarrbrarrbfsrarrcrarrfsrarrhkrarrlprarrplrarrsimrar"
    "rtlrarrwratailratiorationalsrbarrrbbrkrbracerbrackrbrkerbrksldrbrkslur"
    "caronrcedilrceilrcubrcyrdcardldharrdquordquorrdshrealrealinerealpartre"
    "alsrectregrfishtrfloorrfrrhardrharurharulrhorhovrightarrowrightarrowta"
    "ilrightharpoondownrightharpoonuprightleftarrowsrightleftharpoonsrightr"
    "ightarrowsrightsquigarrowrightthreetimesringrisingdotseqrlarrrlharrlmr"
    "moustrmoustachernmidroangroarrrobrkroparropfroplusrotimesrparrpargtrpp"
    "olintrrarrrsaquorscrrshrsqbrsquorsquorrthreertimesrtrirtriertrifrtrilt"
    "riruluharrxsacutesbquoscscEscapscaronsccuescescedilscircscnEscnapscnsi"
    "mscpolintscsimscysdotsdotbsdoteseArrsearhksearrsearrowsectsemiseswarse"
    "tminussetmnsextsfrsfrownsharpshchcyshcyshortmidshortparallelshysigmasi"
    "gmafsigmavsimsimdotsimesimeqsimgsimgEsimlsimlEsimnesimplussimrarrslarr"
    "smallsetminussmashpsmeparslsmidsmilesmtsmtesmtessoftcysolsolbsolbarsop"
    "fspadesspadesuitsparsqcapsqcapssqcupsqcupssqsubsqsubesqsubsetsqsubsete"
    "qsqsupsqsupesqsupsetsqsupseteqsqusquaresquarfsqufsrarrsscrssetmnssmile"
    "sstarfstarstarfstraightepsilonstraightphistrnssubsubEsubdotsubesubedot"
    "submultsubnEsubnesubplussubrarrsubsetsubseteqsubseteqqsubsetneqsubsetn"
    "eqqsubsimsubsubsubsupsuccsuccapproxsucccurlyeqsucceqsuccnapproxsuccneq"
    "qsuccnsimsuccsimsumsungsupsup1sup2sup3supEsupdotsupdsubsupesupedotsuph"
    "solsuphsubsuplarrsupmultsupnEsupnesupplussupsetsupseteqsupseteqqsupset"
    "neqsupsetneqqsupsimsupsubsupsupswArrswarhkswarrswarrowswnwarszligtarge"
    "ttautbrktcarontcediltcytdottelrectfrthere4thereforethetathetasymthetav"
    "thickapproxthicksimthinspthkapthksimthorntildetimestimesbtimesbartimes"
    "dtinttoeatoptopbottopcirtopftopforktosatprimetradetriangletriangledown"
    "trianglelefttrianglelefteqtriangleqtrianglerighttrianglerighteqtridott"
    "rietriminustriplustrisbtritimetrpeziumtscrtscytshcytstroktwixttwoheadl"
    "eftarrowtwoheadrightarrowuArruHaruacuteuarrubrcyubreveucircucyudarrudb"
    "lacudharufishtufrugraveuharluharruhblkulcornulcornerulcropultriumacrum"
    "luogonuopfuparrowupdownarrowupharpoonleftupharpoonrightuplusupsiupsihu"
    "psilonupuparrowsurcornurcornerurcropuringurtriuscrutdotutildeutriutrif"
    "uuarruumluwanglevArrvBarvBarvvDashvangrtvarepsilonvarkappavarnothingva"
    "rphivarpivarproptovarrvarrhovarsigmavarsubsetneqvarsubsetneqqvarsupset"
    "neqvarsupsetneqqvarthetavartriangleleftvartrianglerightvcyvdashveeveeb"
    "arveeeqvellipverbarvertvfrvltrivnsubvnsupvopfvpropvrtrivscrvsubnEvsubn"
    "evsupnEvsupnevzigzagwcircwedbarwedgewedgeqweierpwfrwopfwpwrwreathwscrx"
    "capxcircxcupxdtrixfrxhArrxharrxixlArrxlarrxmapxnisxodotxopfxoplusxotim"
    "exrArrxrarrxscrxsqcupxuplusxutrixveexwedgeyacuteyacyycircycyyenyfryicy"
    "yopfyscryucyyumlzacutezcaronzcyzdotzeetrfzetazfrzhcyzigrarrzopfzscrzwj"
    "zwnj";
static const uint16_t value_starts[ENTITIES + 1] = {
    0, 2, 3, 5, 7, 9, 11, 15, 17, 19, 21, 24, 26, 30, 33, 35, 39, 42, 44, 46, 49, 52, 55, 57, 60, 63, 65, 69, 73, 75, 78, 81, 83, 85, 87, 90, 93, 96,
    98, 100, 102, 105, 107, 109, 111, 114, 116, 119, 122, 125, 128, 131, 134, 137, 140, 143, 146, 149, 152, 155, 158, 161, 164, 168, 171, 174, 177,
    180, 182, 184, 186, 189, 192, 195, 197, 199, 202, 204, 208, 210, 212, 214, 215, 217, 220, 223, 227, 229, 232, 235, 238, 240, 243, 246, 249, 252,
    255, 258, 261, 264, 267, 270, 273, 276, 279, 282, 285, 287, 290, 293, 296, 299, 302, 305, 308, 311, 314, 317, 321, 323, 325, 327, 329, 331, 333,
    335, 337, 341, 343, 346, 348, 351, 354, 356, 360, 362, 365, 368, 371, 374, 377, 379, 381, 384, 387, 389, 393, 396, 399, 403, 406, 409, 412, 414,
    415, 417, 419, 421, 423, 425, 427, 429, 433, 436, 440, 443, 446, 449, 452, 455, 458, 461, 465, 468, 470, 472, 473, 475, 478, 481, 484, 487, 490,
    492, 495, 498, 500, 502, 504, 506, 508, 510, 512, 515, 517, 520, 522, 525, 528, 531, 534, 537, 540, 543, 545, 549, 551, 554, 556, 558, 560, 562,
    564, 568, 572, 576, 578, 580, 582, 584, 586, 588, 590, 594, 598, 602, 604, 605, 607, 609, 612, 615, 618, 620, 622, 624, 627, 630, 633, 636, 639,
    642, 645, 648, 651, 654, 657, 660, 663, 666, 669, 672, 675, 678, 681, 684, 687, 690, 693, 696, 699, 702, 705, 708, 711, 714, 717, 720, 724, 727,
    730, 732, 735, 738, 741, 744, 747, 750, 754, 757, 760, 763, 766, 768, 771, 774, 776, 779, 782, 786, 789, 793, 796, 798, 800, 802, 804, 806, 808,
    811, 814, 817, 820, 823, 826, 827, 831, 834, 836, 839, 842, 845, 848, 851, 854, 857, 862, 865, 868, 871, 876, 881, 884, 889, 892, 897, 902, 905,
    910, 913, 916, 919, 922, 927, 932, 935, 940, 945, 948, 953, 956, 959, 962, 967, 970, 975, 978, 983, 986, 992, 995, 998, 1003, 1006, 1011, 1017,
    1020, 1023, 1026, 1029, 1032, 1035, 1039, 1041, 1043, 1045, 1047, 1049, 1051, 1053, 1057, 1059, 1061, 1063, 1065, 1069, 1072, 1075, 1078, 1082,
    1084, 1086, 1089, 1091, 1094, 1097, 1100, 1103, 1106, 1108, 1112, 1114, 1116, 1118, 1121, 1124, 1127, 1130, 1133, 1136, 1139, 1142, 1145, 1148,
    1151, 1155, 1157, 1158, 1162, 1165, 1169, 1172, 1174, 1176, 1179, 1182, 1185, 1187, 1189, 1191, 1194, 1197, 1200, 1203, 1206, 1208, 1211, 1214,
    1217, 1220, 1223, 1226, 1229, 1232, 1235, 1238, 1241, 1244, 1247, 1250, 1253, 1256, 1259, 1262, 1265, 1268, 1271, 1274, 1277, 1280, 1283, 1286,
    1289, 1292, 1295, 1297, 1299, 1301, 1303, 1306, 1308, 1310, 1312, 1314, 1318, 1321, 1324, 1327, 1330, 1332, 1335, 1339, 1342, 1345, 1348, 1351,
    1354, 1357, 1360, 1363, 1367, 1370, 1373, 1376, 1379, 1382, 1385, 1388, 1391, 1394, 1397, 1400, 1403, 1406, 1409, 1411, 1414, 1416, 1418, 1419,
    1421, 1423, 1425, 1427, 1431, 1434, 1436, 1442, 1445, 1448, 1451, 1454, 1457, 1461, 1464, 1468, 1470, 1472, 1475, 1478, 1480, 1482, 1484, 1486,
    1488, 1492, 1494, 1496, 1497, 1500, 1503, 1506, 1509, 1512, 1514, 1518, 1521, 1524, 1527, 1530, 1533, 1536, 1539, 1542, 1545, 1548, 1551, 1553,
    1555, 1557, 1561, 1563, 1565, 1568, 1571, 1573, 1576, 1579, 1582, 1585, 1588, 1591, 1592, 1595, 1598, 1601, 1605, 1609, 1613, 1616, 1618, 1621,
    1625, 1629, 1633, 1637, 1639, 1643, 1647, 1649, 1651, 1653, 1655, 1657, 1659, 1663, 1667, 1671, 1673, 1675, 1677, 1679, 1681, 1683, 1686, 1688,
    1691, 1694, 1698, 1700, 1702, 1705, 1710, 1713, 1715, 1717, 1719, 1721, 1724, 1728, 1730, 1733, 1736, 1738, 1740, 1743, 1744, 1747, 1750, 1753,
    1756, 1759, 1762, 1765, 1768, 1771, 1774, 1777, 1780, 1783, 1786, 1789, 1792, 1795, 1798, 1801, 1804, 1807, 1809, 1812, 1814, 1818, 1821, 1824,
    1827, 1830, 1833, 1834, 1837, 1840, 1842, 1846, 1847, 1850, 1853, 1855, 1857, 1860, 1863, 1866, 1869, 1871, 1874, 1877, 1880, 1883, 1886, 1889,
    1892, 1895, 1898, 1900, 1903, 1906, 1909, 1912, 1914, 1917, 1919, 1922, 1925, 1929, 1932, 1935, 1938, 1941, 1944, 1947, 1950, 1953, 1956, 1959,
    1962, 1965, 1968, 1971, 1974, 1977, 1980, 1983, 1986, 1989, 1992, 1995, 1998, 2001, 2004, 2008, 2014, 2017, 2021, 2024, 2027, 2030, 2033, 2036,
    2039, 2042, 2045, 2048, 2051, 2054, 2057, 2060, 2063, 2066, 2069, 2072, 2075, 2078, 2081, 2084, 2087, 2090, 2093, 2096, 2099, 2102, 2105, 2108,
    2111, 2114, 2117, 2120, 2123, 2126, 2129, 2132, 2135, 2138, 2141, 2144, 2147, 2150, 2153, 2156, 2159, 2162, 2165, 2167, 2169, 2173, 2176, 2179,
    2182, 2183, 2186, 2189, 2192, 2195, 2198, 2201, 2204, 2207, 2209, 2212, 2215, 2218, 2221, 2224, 2227, 2233, 2236, 2238, 2241, 2243, 2245, 2247,
    2250, 2253, 2255, 2257, 2260, 2262, 2264, 2268, 2270, 2273, 2276, 2278, 2281, 2284, 2286, 2289, 2292, 2295, 2297, 2300, 2303, 2306, 2309, 2312,
    2315, 2318, 2321, 2324, 2327, 2328, 2331, 2334, 2335, 2336, 2339, 2342, 2345, 2348, 2351, 2354, 2357, 2361, 2364, 2366, 2369, 2372, 2375, 2379,
    2382, 2385, 2388, 2391, 2394, 2397, 2400, 2403, 2406, 2409, 2412, 2415, 2418, 2421, 2424, 2427, 2430, 2436, 2439, 2442, 2445, 2448, 2451, 2454,
    2456, 2459, 2462, 2465, 2468, 2471, 2474, 2477, 2480, 2483, 2486, 2489, 2492, 2495, 2498, 2501, 2503, 2505, 2507, 2510, 2513, 2516, 2519, 2521,
    2523, 2526, 2529, 2533, 2536, 2539, 2542, 2545, 2548, 2551, 2553, 2555, 2558, 2560, 2562, 2565, 2568, 2570, 2573, 2576, 2577, 2581, 2583, 2586,
    2589, 2592, 2595, 2598, 2601, 2604, 2607, 2610, 2613, 2616, 2619, 2622, 2626, 2628, 2631, 2633, 2636, 2639, 2642, 2645, 2648, 2651, 2653, 2656,
    2659, 2662, 2664, 2667, 2669, 2672, 2674, 2677, 2679, 2681, 2684, 2687, 2691, 2694, 2696, 2699, 2702, 2705, 2708, 2711, 2714, 2717, 2719, 2722,
    2725, 2728, 2731, 2734, 2737, 2739, 2742, 2744, 2748, 2751, 2754, 2757, 2759, 2761, 2763, 2766, 2769, 2772, 2775, 2778, 2779, 2782, 2785, 2788,
    2791, 2794, 2797, 2800, 2803, 2806, 2808, 2810, 2812, 2815, 2816, 2819, 2822, 2825, 2828, 2830, 2833, 2836, 2839, 2842, 2846, 2849, 2851, 2854,
    2857, 2860, 2862, 2866, 2869, 2872, 2875, 2878, 2880, 2883, 2885, 2888, 2891, 2894, 2897, 2900, 2902, 2905, 2908, 2911, 2914, 2917, 2920, 2923,
    2926, 2930, 2933, 2936, 2938, 2940, 2942, 2945, 2947, 2949, 2951, 2953, 2956, 2959, 2962, 2965, 2968, 2971, 2974, 2977, 2980, 2983, 2989, 2992,
    2996, 2999, 3002, 3005, 3007, 3010, 3013, 3016, 3019, 3022, 3025, 3028, 3031, 3034, 3037, 3040, 3044, 3045, 3048, 3051, 3054, 3057, 3058, 3061,
    3064, 3067, 3070, 3073, 3076, 3079, 3082, 3085, 3088, 3091, 3094, 3100, 3106, 3109, 3112, 3114, 3117, 3119, 3122, 3125, 3128, 3131, 3133, 3136,
    3139, 3142, 3145, 3149, 3152, 3155, 3158, 3161, 3164, 3167, 3171, 3174, 3178, 3181, 3183, 3186, 3189, 3191, 3194, 3196, 3198, 3200, 3202, 3205,
    3209, 3211, 3214, 3217, 3220, 3223, 3226, 3228, 3230, 3233, 3236, 3239, 3241, 3244, 3246, 3249, 3252, 3255, 3258, 3260, 3263, 3266, 3269, 3272,
    3275, 3278, 3280, 3282, 3286, 3288, 3291, 3293, 3297, 3300, 3303, 3306, 3309, 3312, 3315, 3318, 3320, 3322, 3324, 3326, 3328, 3332, 3334, 3338,
    3342, 3344, 3346, 3348, 3350, 3352, 3354, 3358, 3360, 3362, 3364, 3368, 3372, 3375, 3378, 3381, 3384, 3387, 3390, 3393, 3395, 3398, 3401, 3403,
    3406, 3409, 3412, 3415, 3417, 3420, 3423, 3426, 3429, 3432, 3435, 3438, 3441, 3444, 3447, 3450, 3453, 3459, 3462, 3465, 3466, 3467, 3470, 3473,
    3476, 3478, 3480, 3483, 3484, 3486, 3489, 3492, 3495, 3498, 3501, 3504, 3507, 3510, 3513, 3516, 3519, 3522, 3525, 3528, 3531, 3534, 3537, 3540,
    3543, 3546, 3549, 3552, 3555, 3558, 3561, 3564, 3570, 3573, 3576, 3579, 3582, 3585, 3588, 3591, 3594, 3597, 3601, 3604, 3607, 3610, 3613, 3616,
    3619, 3621, 3624, 3627, 3630, 3633, 3636, 3638, 3641, 3644, 3647, 3650, 3653, 3656, 3659, 3662, 3665, 3668, 3671, 3674, 3677, 3680, 3683, 3686,
    3689, 3692, 3695, 3699, 3702, 3705, 3708, 3709, 3712, 3715, 3718, 3719, 3722, 3725, 3728, 3731, 3734, 3737, 3740, 3743, 3747, 3750, 3753, 3756,
    3759, 3760, 3763, 3766, 3768, 3769, 3772, 3775, 3778, 3781, 3784, 3787, 3790, 3793, 3796, 3799, 3802, 3805, 3808, 3814, 3820, 3823, 3825, 3828,
    3831, 3834, 3837, 3840, 3843, 3846, 3849, 3852, 3855, 3857, 3860, 3863, 3867, 3870, 3872, 3875, 3876, 3879, 3881, 3884, 3887, 3890, 3893, 3896,
    3899, 3902, 3905, 3909, 3912, 3916, 3919, 3921, 3924, 3927, 3932, 3938, 3943, 3946, 3949, 3954, 3960, 3965, 3968, 3971, 3974, 3977, 3979, 3985,
    3988, 3993, 3998, 4000, 4003, 4006, 4009, 4012, 4014, 4019, 4024, 4027, 4029, 4031, 4034, 4039, 4042, 4044, 4047, 4050, 4053, 4056, 4059, 4062,
    4067, 4070, 4073, 4078, 4081, 4084, 4088, 4093, 4096, 4099, 4104, 4109, 4114, 4117, 4120, 4123, 4126, 4129, 4132, 4135, 4138, 4141, 4144, 4146,
    4149, 4154, 4157, 4160, 4163, 4166, 4169, 4172, 4177, 4182, 4187, 4190, 4193, 4196, 4199, 4202, 4205, 4209, 4211, 4214, 4219, 4224, 4227, 4230,
    4233, 4236, 4239, 4242, 4245, 4248, 4251, 4257, 4262, 4265, 4268, 4271, 4276, 4279, 4284, 4287, 4290, 4295, 4300, 4303, 4306, 4309, 4312, 4315,
    4320, 4324, 4327, 4330, 4333, 4336, 4339, 4342, 4345, 4348, 4351, 4354, 4359, 4362, 4368, 4371, 4376, 4379, 4384, 4387, 4392, 4395, 4401, 4404,
    4409, 4412, 4414, 4417, 4420, 4423, 4426, 4429, 4431, 4432, 4435, 4438, 4441, 4444, 4450, 4453, 4459, 4463, 4466, 4469, 4475, 4479, 4485, 4488,
    4494, 4500, 4503, 4506, 4509, 4512, 4515, 4518, 4520, 4523, 4526, 4528, 4530, 4533, 4535, 4538, 4541, 4544, 4546, 4549, 4553, 4555, 4557, 4560,
    4563, 4565, 4568, 4571, 4574, 4577, 4580, 4583, 4585, 4587, 4589, 4592, 4595, 4599, 4602, 4605, 4608, 4611, 4614, 4617, 4620, 4623, 4625, 4627,
    4630, 4633, 4636, 4639, 4642, 4644, 4647, 4649, 4652, 4655, 4657, 4660, 4663, 4665, 4668, 4671, 4674, 4677, 4679, 4680, 4681, 4684, 4687, 4690,
    4694, 4696, 4698, 4701, 4704, 4706, 4709, 4711, 4714, 4717, 4720, 4721, 4724, 4727, 4730, 4733, 4736, 4739, 4741, 4744, 4747, 4749, 4752, 4756,
    4758, 4761, 4764, 4767, 4770, 4773, 4776, 4779, 4782, 4785, 4788, 4791, 4794, 4797, 4800, 4803, 4806, 4809, 4812, 4815, 4818, 4821, 4824, 4827,
    4830, 4833, 4836, 4840, 4842, 4845, 4849, 4852, 4856, 4859, 4863, 4866, 4869, 4870, 4873, 4874, 4877, 4880, 4883, 4886, 4889, 4894, 4896, 4899,
    4902, 4905, 4908, 4911, 4914, 4916, 4919, 4922, 4925, 4928, 4931, 4934, 4937, 4940, 4943, 4946, 4949, 4952, 4955, 4958, 4961, 4964, 4967, 4968,
    4969, 4972, 4975, 4978, 4980, 4982, 4985, 4986, 4988, 4991, 4994, 4997, 5000, 5003, 5006, 5009, 5012, 5015, 5018, 5020, 5023, 5026, 5030, 5033,
    5036, 5039, 5041, 5043, 5046, 5049, 5052, 5055, 5058, 5061, 5064, 5067, 5070, 5072, 5075, 5078, 5081, 5084, 5087, 5090, 5093, 5096, 5099, 5102,
    5105, 5109, 5112, 5115, 5116, 5119, 5122, 5125, 5128, 5132, 5135, 5136, 5139, 5142, 5145, 5148, 5151, 5154, 5157, 5160, 5163, 5166, 5168, 5171,
    5174, 5177, 5180, 5182, 5185, 5188, 5190, 5192, 5195, 5198, 5201, 5204, 5207, 5209, 5212, 5215, 5218, 5221, 5224, 5227, 5230, 5232, 5233, 5236,
    5239, 5242, 5245, 5249, 5252, 5255, 5257, 5259, 5262, 5265, 5267, 5269, 5271, 5273, 5276, 5279, 5282, 5285, 5288, 5291, 5294, 5297, 5300, 5303,
    5306, 5309, 5312, 5315, 5318, 5321, 5324, 5327, 5330, 5336, 5338, 5339, 5342, 5345, 5349, 5352, 5355, 5358, 5361, 5367, 5370, 5376, 5379, 5382,
    5385, 5388, 5391, 5394, 5397, 5400, 5403, 5406, 5409, 5412, 5415, 5419, 5422, 5425, 5428, 5431, 5434, 5436, 5438, 5440, 5443, 5446, 5449, 5452,
    5455, 5458, 5461, 5464, 5467, 5470, 5473, 5476, 5479, 5482, 5485, 5488, 5491, 5494, 5497, 5500, 5503, 5506, 5509, 5512, 5515, 5518, 5521, 5524,
    5527, 5529, 5531, 5533, 5536, 5539, 5542, 5545, 5548, 5551, 5554, 5557, 5560, 5563, 5566, 5569, 5572, 5575, 5578, 5581, 5584, 5587, 5590, 5593,
    5596, 5599, 5602, 5605, 5608, 5610, 5613, 5615, 5618, 5620, 5622, 5624, 5627, 5630, 5634, 5637, 5640, 5642, 5644, 5646, 5649, 5652, 5655, 5658,
    5661, 5663, 5665, 5667, 5670, 5673, 5676, 5679, 5682, 5685, 5688, 5691, 5695, 5698, 5701, 5704, 5707, 5710, 5713, 5716, 5719, 5722, 5725, 5728,
    5731, 5734, 5737, 5740, 5743, 5746, 5749, 5753, 5755, 5757, 5759, 5762, 5765, 5768, 5771, 5774, 5776, 5779, 5781, 5783, 5785, 5787, 5790, 5792,
    5795, 5798, 5802, 5804, 5807, 5810, 5813, 5816, 5819, 5822, 5825, 5827, 5829, 5831, 5835, 5838, 5841, 5844, 5847, 5850, 5852, 5854, 5856, 5859,
    5862, 5865, 5868, 5870, 5873, 5877, 5880, 5882, 5885, 5888, 5891, 5893, 5896, 5899, 5902, 5905, 5908, 5911, 5913, 5915, 5918, 5920, 5922, 5925,
    5928, 5930, 5932, 5938, 5944, 5950, 5956, 5958, 5961, 5964, 5966, 5969, 5972, 5975, 5978, 5981, 5982, 5983, 5987, 5990, 5996, 6002, 6006, 6009,
    6012, 6016, 6022, 6028, 6034, 6040, 6043, 6045, 6048, 6051, 6054, 6057, 6061, 6065, 6068, 6071, 6074, 6078, 6081, 6084, 6087, 6090, 6094, 6097,
    6100, 6102, 6105, 6108, 6111, 6114, 6117, 6121, 6124, 6127, 6130, 6133, 6137, 6140, 6143, 6146, 6149, 6152, 6154, 6156, 6158, 6160, 6162, 6166,
    6168, 6172, 6176, 6178, 6180, 6182, 6184, 6186, 6188, 6191, 6193, 6197, 6199, 6202, 6206, 6210, 6213, 6216,
};
static const uint8_t value_bytes[] =
    "\303\206\046\303\201\304\202\303\202\320\220\360\235\224\204\303\200\316\221\304\200\342\251\223\304\204\360\235\224\270\342\201\241\303\205\360\235\222\234\342\211\224\303\203\303\204\342\210\226\342\253\247\342\214\206\320\221\342\210\265\342\204\254\316\222\360\235\224\205\360"
    "\235\224\271\313\230\342\204\254\342\211\216\320\247\302\251\304\206\342\213\222\342\205\205\342\204\255\304\214\303\207\304\210\342\210\260\304\212\302\270\302\267\342\204\255\316\247\342\212\231\342\212\226\342\212\225\342\212\227\342\210\262\342\200\235\342\200\231\342\210\267"
    "\342\251\264\342\211\241\342\210\257\342\210\256\342\204\202\342\210\220\342\210\263\342\250\257\360\235\222\236\342\213\223\342\211\215\342\205\205\342\244\221\320\202\320\205\320\217\342\200\241\342\206\241\342\253\244\304\216\320\224\342\210\207\316\224\360\235\224\207\302\264"
    "\313\231\313\235\140\313\234\342\213\204\342\205\206\360\235\224\273\302\250\342\203\234\342\211\220\342\210\257\302\250\342\207\223\342\207\220\342\207\224\342\253\244\342\237\270\342\237\272\342\237\271\342\207\222\342\212\250\342\207\221\342\207\225\342\210\245\342\206\223\342"
    "\244\223\342\207\265\314\221\342\245\220\342\245\236\342\206\275\342\245\226\342\245\237\342\207\201\342\245\227\342\212\244\342\206\247\342\207\223\360\235\222\237\304\220\305\212\303\220\303\211\304\232\303\212\320\255\304\226\360\235\224\210\303\210\342\210\210\304\222\342\227"
    "\273\342\226\253\304\230\360\235\224\274\316\225\342\251\265\342\211\202\342\207\214\342\204\260\342\251\263\316\227\303\213\342\210\203\342\205\207\320\244\360\235\224\211\342\227\274\342\226\252\360\235\224\275\342\210\200\342\204\261\342\204\261\320\203\076\316\223\317\234\304"
    "\236\304\242\304\234\320\223\304\240\360\235\224\212\342\213\231\360\235\224\276\342\211\245\342\213\233\342\211\247\342\252\242\342\211\267\342\251\276\342\211\263\360\235\222\242\342\211\253\320\252\313\207\136\304\244\342\204\214\342\204\213\342\204\215\342\224\200\342\204\213"
    "\304\246\342\211\216\342\211\217\320\225\304\262\320\201\303\215\303\216\320\230\304\260\342\204\221\303\214\342\204\221\304\252\342\205\210\342\207\222\342\210\254\342\210\253\342\213\202\342\201\243\342\201\242\304\256\360\235\225\200\316\231\342\204\220\304\250\320\206\303\217"
    "\304\264\320\231\360\235\224\215\360\235\225\201\360\235\222\245\320\210\320\204\320\245\320\214\316\232\304\266\320\232\360\235\224\216\360\235\225\202\360\235\222\246\320\211\074\304\271\316\233\342\237\252\342\204\222\342\206\236\304\275\304\273\320\233\342\237\250\342\206\220"
    "\342\207\244\342\207\206\342\214\210\342\237\246\342\245\241\342\207\203\342\245\231\342\214\212\342\206\224\342\245\216\342\212\243\342\206\244\342\245\232\342\212\262\342\247\217\342\212\264\342\245\221\342\245\240\342\206\277\342\245\230\342\206\274\342\245\222\342\207\220\342"
    "\207\224\342\213\232\342\211\246\342\211\266\342\252\241\342\251\275\342\211\262\360\235\224\217\342\213\230\342\207\232\304\277\342\237\265\342\237\267\342\237\266\342\237\270\342\237\272\342\237\271\360\235\225\203\342\206\231\342\206\230\342\204\222\342\206\260\305\201\342\211"
    "\252\342\244\205\320\234\342\201\237\342\204\263\360\235\224\220\342\210\223\360\235\225\204\342\204\263\316\234\320\212\305\203\305\207\305\205\320\235\342\200\213\342\200\213\342\200\213\342\200\213\342\211\253\342\211\252\012\360\235\224\221\342\201\240\302\240\342\204\225\342"
    "\253\254\342\211\242\342\211\255\342\210\246\342\210\211\342\211\240\342\211\202\314\270\342\210\204\342\211\257\342\211\261\342\211\247\314\270\342\211\253\314\270\342\211\271\342\251\276\314\270\342\211\265\342\211\216\314\270\342\211\217\314\270\342\213\252\342\247\217\314\270"
    "\342\213\254\342\211\256\342\211\260\342\211\270\342\211\252\314\270\342\251\275\314\270\342\211\264\342\252\242\314\270\342\252\241\314\270\342\212\200\342\252\257\314\270\342\213\240\342\210\214\342\213\253\342\247\220\314\270\342\213\255\342\212\217\314\270\342\213\242\342\212"
    "\220\314\270\342\213\243\342\212\202\342\203\222\342\212\210\342\212\201\342\252\260\314\270\342\213\241\342\211\277\314\270\342\212\203\342\203\222\342\212\211\342\211\201\342\211\204\342\211\207\342\211\211\342\210\244\360\235\222\251\303\221\316\235\305\222\303\223\303\224\320"
    "\236\305\220\360\235\224\222\303\222\305\214\316\251\316\237\360\235\225\206\342\200\234\342\200\230\342\251\224\360\235\222\252\303\230\303\225\342\250\267\303\226\342\200\276\342\217\236\342\216\264\342\217\234\342\210\202\320\237\360\235\224\223\316\246\316\240\302\261\342\204"
    "\214\342\204\231\342\252\273\342\211\272\342\252\257\342\211\274\342\211\276\342\200\263\342\210\217\342\210\267\342\210\235\360\235\222\253\316\250\042\360\235\224\224\342\204\232\360\235\222\254\342\244\220\302\256\305\224\342\237\253\342\206\240\342\244\226\305\230\305\226\320"
    "\240\342\204\234\342\210\213\342\207\213\342\245\257\342\204\234\316\241\342\237\251\342\206\222\342\207\245\342\207\204\342\214\211\342\237\247\342\245\235\342\207\202\342\245\225\342\214\213\342\212\242\342\206\246\342\245\233\342\212\263\342\247\220\342\212\265\342\245\217\342"
    "\245\234\342\206\276\342\245\224\342\207\200\342\245\223\342\207\222\342\204\235\342\245\260\342\207\233\342\204\233\342\206\261\342\247\264\320\251\320\250\320\254\305\232\342\252\274\305\240\305\236\305\234\320\241\360\235\224\226\342\206\223\342\206\220\342\206\222\342\206\221"
    "\316\243\342\210\230\360\235\225\212\342\210\232\342\226\241\342\212\223\342\212\217\342\212\221\342\212\220\342\212\222\342\212\224\360\235\222\256\342\213\206\342\213\220\342\213\220\342\212\206\342\211\273\342\252\260\342\211\275\342\211\277\342\210\213\342\210\221\342\213\221"
    "\342\212\203\342\212\207\342\213\221\303\236\342\204\242\320\213\320\246\011\316\244\305\244\305\242\320\242\360\235\224\227\342\210\264\316\230\342\201\237\342\200\212\342\200\211\342\210\274\342\211\203\342\211\205\342\211\210\360\235\225\213\342\203\233\360\235\222\257\305\246"
    "\303\232\342\206\237\342\245\211\320\216\305\254\303\233\320\243\305\260\360\235\224\230\303\231\305\252\137\342\217\237\342\216\265\342\217\235\342\213\203\342\212\216\305\262\360\235\225\214\342\206\221\342\244\222\342\207\205\342\206\225\342\245\256\342\212\245\342\206\245\342"
    "\207\221\342\207\225\342\206\226\342\206\227\317\222\316\245\305\256\360\235\222\260\305\250\303\234\342\212\253\342\253\253\320\222\342\212\251\342\253\246\342\213\201\342\200\226\342\200\226\342\210\243\174\342\235\230\342\211\200\342\200\212\360\235\224\231\360\235\225\215\360"
    "\235\222\261\342\212\252\305\264\342\213\200\360\235\224\232\360\235\225\216\360\235\222\262\360\235\224\233\316\236\360\235\225\217\360\235\222\263\320\257\320\207\320\256\303\235\305\266\320\253\360\235\224\234\360\235\225\220\360\235\222\264\305\270\320\226\305\271\305\275\320"
    "\227\305\273\342\200\213\316\226\342\204\250\342\204\244\360\235\222\265\303\241\304\203\342\210\276\342\210\276\314\263\342\210\277\303\242\302\264\320\260\303\246\342\201\241\360\235\224\236\303\240\342\204\265\342\204\265\316\261\304\201\342\250\277\046\342\210\247\342\251\225"
    "\342\251\234\342\251\230\342\251\232\342\210\240\342\246\244\342\210\240\342\210\241\342\246\250\342\246\251\342\246\252\342\246\253\342\246\254\342\246\255\342\246\256\342\246\257\342\210\237\342\212\276\342\246\235\342\210\242\303\205\342\215\274\304\205\360\235\225\222\342\211"
    "\210\342\251\260\342\251\257\342\211\212\342\211\213\047\342\211\210\342\211\212\303\245\360\235\222\266\052\342\211\210\342\211\215\303\243\303\244\342\210\263\342\250\221\342\253\255\342\211\214\317\266\342\200\265\342\210\275\342\213\215\342\212\275\342\214\205\342\214\205\342"
    "\216\265\342\216\266\342\211\214\320\261\342\200\236\342\210\265\342\210\265\342\246\260\317\266\342\204\254\316\262\342\204\266\342\211\254\360\235\224\237\342\213\202\342\227\257\342\213\203\342\250\200\342\250\201\342\250\202\342\250\206\342\230\205\342\226\275\342\226\263\342"
    "\250\204\342\213\201\342\213\200\342\244\215\342\247\253\342\226\252\342\226\264\342\226\276\342\227\202\342\226\270\342\220\243\342\226\222\342\226\221\342\226\223\342\226\210\075\342\203\245\342\211\241\342\203\245\342\214\220\360\235\225\223\342\212\245\342\212\245\342\213\210"
    "\342\225\227\342\225\224\342\225\226\342\225\223\342\225\220\342\225\246\342\225\251\342\225\244\342\225\247\342\225\235\342\225\232\342\225\234\342\225\231\342\225\221\342\225\254\342\225\243\342\225\240\342\225\253\342\225\242\342\225\237\342\247\211\342\225\225\342\225\222\342"
    "\224\220\342\224\214\342\224\200\342\225\245\342\225\250\342\224\254\342\224\264\342\212\237\342\212\236\342\212\240\342\225\233\342\225\230\342\224\230\342\224\224\342\224\202\342\225\252\342\225\241\342\225\236\342\224\274\342\224\244\342\224\234\342\200\265\313\230\302\246\360"
    "\235\222\267\342\201\217\342\210\275\342\213\215\134\342\247\205\342\237\210\342\200\242\342\200\242\342\211\216\342\252\256\342\211\217\342\211\217\304\207\342\210\251\342\251\204\342\251\211\342\251\213\342\251\207\342\251\200\342\210\251\357\270\200\342\201\201\313\207\342\251"
    "\215\304\215\303\247\304\211\342\251\214\342\251\220\304\213\302\270\342\246\262\302\242\302\267\360\235\224\240\321\207\342\234\223\342\234\223\317\207\342\227\213\342\247\203\313\206\342\211\227\342\206\272\342\206\273\302\256\342\223\210\342\212\233\342\212\232\342\212\235\342"
    "\211\227\342\250\220\342\253\257\342\247\202\342\231\243\342\231\243\072\342\211\224\342\211\224\054\100\342\210\201\342\210\230\342\210\201\342\204\202\342\211\205\342\251\255\342\210\256\360\235\225\224\342\210\220\302\251\342\204\227\342\206\265\342\234\227\360\235\222\270\342"
    "\253\217\342\253\221\342\253\220\342\253\222\342\213\257\342\244\270\342\244\265\342\213\236\342\213\237\342\206\266\342\244\275\342\210\252\342\251\210\342\251\206\342\251\212\342\212\215\342\251\205\342\210\252\357\270\200\342\206\267\342\244\274\342\213\236\342\213\237\342\213"
    "\216\342\213\217\302\244\342\206\266\342\206\267\342\213\216\342\213\217\342\210\262\342\210\261\342\214\255\342\207\223\342\245\245\342\200\240\342\204\270\342\206\223\342\200\220\342\212\243\342\244\217\313\235\304\217\320\264\342\205\206\342\200\241\342\207\212\342\251\267\302"
    "\260\316\264\342\246\261\342\245\277\360\235\224\241\342\207\203\342\207\202\342\213\204\342\213\204\342\231\246\342\231\246\302\250\317\235\342\213\262\303\267\303\267\342\213\207\342\213\207\321\222\342\214\236\342\214\215\044\360\235\225\225\313\231\342\211\220\342\211\221\342"
    "\210\270\342\210\224\342\212\241\342\214\206\342\206\223\342\207\212\342\207\203\342\207\202\342\244\220\342\214\237\342\214\214\360\235\222\271\321\225\342\247\266\304\221\342\213\261\342\226\277\342\226\276\342\207\265\342\245\257\342\246\246\321\237\342\237\277\342\251\267\342"
    "\211\221\303\251\342\251\256\304\233\342\211\226\303\252\342\211\225\321\215\304\227\342\205\207\342\211\222\360\235\224\242\342\252\232\303\250\342\252\226\342\252\230\342\252\231\342\217\247\342\204\223\342\252\225\342\252\227\304\223\342\210\205\342\210\205\342\210\205\342\200"
    "\203\342\200\204\342\200\205\305\213\342\200\202\304\231\360\235\225\226\342\213\225\342\247\243\342\251\261\316\265\316\265\317\265\342\211\226\342\211\225\342\211\202\342\252\226\342\252\225\075\342\211\237\342\211\241\342\251\270\342\247\245\342\211\223\342\245\261\342\204\257"
    "\342\211\220\342\211\202\316\267\303\260\303\253\342\202\254\041\342\210\203\342\204\260\342\205\207\342\211\222\321\204\342\231\200\357\254\203\357\254\200\357\254\204\360\235\224\243\357\254\201fj\342\231\255\357\254\202\342\226\261\306\222\360\235\225\227\342\210\200\342"
    "\213\224\342\253\231\342\250\215\302\275\342\205\223\302\274\342\205\225\342\205\231\342\205\233\342\205\224\342\205\226\302\276\342\205\227\342\205\234\342\205\230\342\205\232\342\205\235\342\205\236\342\201\204\342\214\242\360\235\222\273\342\211\247\342\252\214\307\265\316\263"
    "\317\235\342\252\206\304\237\304\235\320\263\304\241\342\211\245\342\213\233\342\211\245\342\211\247\342\251\276\342\251\276\342\252\251\342\252\200\342\252\202\342\252\204\342\213\233\357\270\200\342\252\224\360\235\224\244\342\211\253\342\213\231\342\204\267\321\223\342\211\267"
    "\342\252\222\342\252\245\342\252\244\342\211\251\342\252\212\342\252\212\342\252\210\342\252\210\342\211\251\342\213\247\360\235\225\230\140\342\204\212\342\211\263\342\252\216\342\252\220\076\342\252\247\342\251\272\342\213\227\342\246\225\342\251\274\342\252\206\342\245\270\342"
    "\213\227\342\213\233\342\252\214\342\211\267\342\211\263\342\211\251\357\270\200\342\211\251\357\270\200\342\207\224\342\200\212\302\275\342\204\213\321\212\342\206\224\342\245\210\342\206\255\342\204\217\304\245\342\231\245\342\231\245\342\200\246\342\212\271\360\235\224\245\342"
    "\244\245\342\244\246\342\207\277\342\210\273\342\206\251\342\206\252\360\235\225\231\342\200\225\360\235\222\275\342\204\217\304\247\342\201\203\342\200\220\303\255\342\201\243\303\256\320\270\320\265\302\241\342\207\224\360\235\224\246\303\254\342\205\210\342\250\214\342\210\255"
    "\342\247\234\342\204\251\304\263\304\253\342\204\221\342\204\220\342\204\221\304\261\342\212\267\306\265\342\210\210\342\204\205\342\210\236\342\247\235\304\261\342\210\253\342\212\272\342\204\244\342\212\272\342\250\227\342\250\274\321\221\304\257\360\235\225\232\316\271\342\250"
    "\274\302\277\360\235\222\276\342\210\210\342\213\271\342\213\265\342\213\264\342\213\263\342\210\210\342\201\242\304\251\321\226\303\257\304\265\320\271\360\235\224\247\310\267\360\235\225\233\360\235\222\277\321\230\321\224\316\272\317\260\304\267\320\272\360\235\224\250\304\270"
    "\321\205\321\234\360\235\225\234\360\235\223\200\342\207\232\342\207\220\342\244\233\342\244\216\342\211\246\342\252\213\342\245\242\304\272\342\246\264\342\204\222\316\273\342\237\250\342\246\221\342\237\250\342\252\205\302\253\342\206\220\342\207\244\342\244\237\342\244\235\342"
    "\206\251\342\206\253\342\244\271\342\245\263\342\206\242\342\252\253\342\244\231\342\252\255\342\252\255\357\270\200\342\244\214\342\235\262\173\133\342\246\213\342\246\217\342\246\215\304\276\304\274\342\214\210\173\320\273\342\244\266\342\200\234\342\200\236\342\245\247\342\245"
    "\213\342\206\262\342\211\244\342\206\220\342\206\242\342\206\275\342\206\274\342\207\207\342\206\224\342\207\206\342\207\213\342\206\255\342\213\213\342\213\232\342\211\244\342\211\246\342\251\275\342\251\275\342\252\250\342\251\277\342\252\201\342\252\203\342\213\232\357\270\200"
    "\342\252\223\342\252\205\342\213\226\342\213\232\342\252\213\342\211\266\342\211\262\342\245\274\342\214\212\360\235\224\251\342\211\266\342\252\221\342\206\275\342\206\274\342\245\252\342\226\204\321\231\342\211\252\342\207\207\342\214\236\342\245\253\342\227\272\305\200\342\216"
    "\260\342\216\260\342\211\250\342\252\211\342\252\211\342\252\207\342\252\207\342\211\250\342\213\246\342\237\254\342\207\275\342\237\246\342\237\265\342\237\267\342\237\274\342\237\266\342\206\253\342\206\254\342\246\205\360\235\225\235\342\250\255\342\250\264\342\210\227\137\342"
    "\227\212\342\227\212\342\247\253\050\342\246\223\342\207\206\342\214\237\342\207\213\342\245\255\342\200\216\342\212\277\342\200\271\360\235\223\201\342\206\260\342\211\262\342\252\215\342\252\217\133\342\200\230\342\200\232\305\202\074\342\252\246\342\251\271\342\213\226\342\213"
    "\213\342\213\211\342\245\266\342\251\273\342\246\226\342\227\203\342\212\264\342\227\202\342\245\212\342\245\246\342\211\250\357\270\200\342\211\250\357\270\200\342\210\272\302\257\342\231\202\342\234\240\342\234\240\342\206\246\342\206\246\342\206\247\342\206\244\342\206\245\342"
    "\226\256\342\250\251\320\274\342\200\224\342\210\241\360\235\224\252\342\204\247\302\265\342\210\243\052\342\253\260\302\267\342\210\222\342\212\237\342\210\270\342\250\252\342\253\233\342\200\246\342\210\223\342\212\247\360\235\225\236\342\210\223\360\235\223\202\342\210\276\316"
    "\274\342\212\270\342\212\270\342\213\231\314\270\342\211\253\342\203\222\342\211\253\314\270\342\207\215\342\207\216\342\213\230\314\270\342\211\252\342\203\222\342\211\252\314\270\342\207\217\342\212\257\342\212\256\342\210\207\305\204\342\210\240\342\203\222\342\211\211\342\251"
    "\260\314\270\342\211\213\314\270\305\211\342\211\211\342\231\256\342\231\256\342\204\225\302\240\342\211\216\314\270\342\211\217\314\270\342\251\203\305\210\305\206\342\211\207\342\251\255\314\270\342\251\202\320\275\342\200\223\342\211\240\342\207\227\342\244\244\342\206\227\342"
    "\206\227\342\211\220\314\270\342\211\242\342\244\250\342\211\202\314\270\342\210\204\342\210\204\360\235\224\253\342\211\247\314\270\342\211\261\342\211\261\342\211\247\314\270\342\251\276\314\270\342\251\276\314\270\342\211\265\342\211\257\342\211\257\342\207\216\342\206\256\342"
    "\253\262\342\210\213\342\213\274\342\213\272\342\210\213\321\232\342\207\215\342\211\246\314\270\342\206\232\342\200\245\342\211\260\342\206\232\342\206\256\342\211\260\342\211\246\314\270\342\251\275\314\270\342\251\275\314\270\342\211\256\342\211\264\342\211\256\342\213\252\342"
    "\213\254\342\210\244\360\235\225\237\302\254\342\210\211\342\213\271\314\270\342\213\265\314\270\342\210\211\342\213\267\342\213\266\342\210\214\342\210\214\342\213\276\342\213\275\342\210\246\342\210\246\342\253\275\342\203\245\342\210\202\314\270\342\250\224\342\212\200\342\213"
    "\240\342\252\257\314\270\342\212\200\342\252\257\314\270\342\207\217\342\206\233\342\244\263\314\270\342\206\235\314\270\342\206\233\342\213\253\342\213\255\342\212\201\342\213\241\342\252\260\314\270\360\235\223\203\342\210\244\342\210\246\342\211\201\342\211\204\342\211\204\342"
    "\210\244\342\210\246\342\213\242\342\213\243\342\212\204\342\253\205\314\270\342\212\210\342\212\202\342\203\222\342\212\210\342\253\205\314\270\342\212\201\342\252\260\314\270\342\212\205\342\253\206\314\270\342\212\211\342\212\203\342\203\222\342\212\211\342\253\206\314\270\342"
    "\211\271\303\261\342\211\270\342\213\252\342\213\254\342\213\253\342\213\255\316\275\043\342\204\226\342\200\207\342\212\255\342\244\204\342\211\215\342\203\222\342\212\254\342\211\245\342\203\222\076\342\203\222\342\247\236\342\244\202\342\211\244\342\203\222\074\342\203\222\342"
    "\212\264\342\203\222\342\244\203\342\212\265\342\203\222\342\210\274\342\203\222\342\207\226\342\244\243\342\206\226\342\206\226\342\244\247\342\223\210\303\263\342\212\233\342\212\232\303\264\320\276\342\212\235\305\221\342\250\270\342\212\231\342\246\274\305\223\342\246\277\360"
    "\235\224\254\313\233\303\262\342\247\201\342\246\265\316\251\342\210\256\342\206\272\342\246\276\342\246\273\342\200\276\342\247\200\305\215\317\211\316\277\342\246\266\342\212\226\360\235\225\240\342\246\267\342\246\271\342\212\225\342\210\250\342\206\273\342\251\235\342\204\264"
    "\342\204\264\302\252\302\272\342\212\266\342\251\226\342\251\227\342\251\233\342\204\264\303\270\342\212\230\303\265\342\212\227\342\250\266\303\266\342\214\275\342\210\245\302\266\342\210\245\342\253\263\342\253\275\342\210\202\320\277\045\056\342\200\260\342\212\245\342\200\261"
    "\360\235\224\255\317\206\317\225\342\204\263\342\230\216\317\200\342\213\224\317\226\342\204\217\342\204\216\342\204\217\053\342\250\243\342\212\236\342\250\242\342\210\224\342\250\245\342\251\262\302\261\342\250\246\342\250\247\302\261\342\250\225\360\235\225\241\302\243\342\211"
    "\272\342\252\263\342\252\267\342\211\274\342\252\257\342\211\272\342\252\267\342\211\274\342\252\257\342\252\271\342\252\265\342\213\250\342\211\276\342\200\262\342\204\231\342\252\265\342\252\271\342\213\250\342\210\217\342\214\256\342\214\222\342\214\223\342\210\235\342\210\235"
    "\342\211\276\342\212\260\360\235\223\205\317\210\342\200\210\360\235\224\256\342\250\214\360\235\225\242\342\201\227\360\235\223\206\342\204\215\342\250\226\077\342\211\237\042\342\207\233\342\207\222\342\244\234\342\244\217\342\245\244\342\210\275\314\261\305\225\342\210\232\342"
    "\246\263\342\237\251\342\246\222\342\246\245\342\237\251\302\273\342\206\222\342\245\265\342\207\245\342\244\240\342\244\263\342\244\236\342\206\252\342\206\254\342\245\205\342\245\264\342\206\243\342\206\235\342\244\232\342\210\266\342\204\232\342\244\215\342\235\263\175\135\342"
    "\246\214\342\246\216\342\246\220\305\231\305\227\342\214\211\175\321\200\342\244\267\342\245\251\342\200\235\342\200\235\342\206\263\342\204\234\342\204\233\342\204\234\342\204\235\342\226\255\302\256\342\245\275\342\214\213\360\235\224\257\342\207\201\342\207\200\342\245\254\317"
    "\201\317\261\342\206\222\342\206\243\342\207\201\342\207\200\342\207\204\342\207\214\342\207\211\342\206\235\342\213\214\313\232\342\211\223\342\207\204\342\207\214\342\200\217\342\216\261\342\216\261\342\253\256\342\237\255\342\207\276\342\237\247\342\246\206\360\235\225\243\342"
    "\250\256\342\250\265\051\342\246\224\342\250\222\342\207\211\342\200\272\360\235\223\207\342\206\261\135\342\200\231\342\200\231\342\213\214\342\213\212\342\226\271\342\212\265\342\226\270\342\247\216\342\245\250\342\204\236\305\233\342\200\232\342\211\273\342\252\264\342\252\270"
    "\305\241\342\211\275\342\252\260\305\237\305\235\342\252\266\342\252\272\342\213\251\342\250\223\342\211\277\321\201\342\213\205\342\212\241\342\251\246\342\207\230\342\244\245\342\206\230\342\206\230\302\247\073\342\244\251\342\210\226\342\210\226\342\234\266\360\235\224\260\342"
    "\214\242\342\231\257\321\211\321\210\342\210\243\342\210\245\302\255\317\203\317\202\317\202\342\210\274\342\251\252\342\211\203\342\211\203\342\252\236\342\252\240\342\252\235\342\252\237\342\211\206\342\250\244\342\245\262\342\206\220\342\210\226\342\250\263\342\247\244\342\210"
    "\243\342\214\243\342\252\252\342\252\254\342\252\254\357\270\200\321\214\057\342\247\204\342\214\277\360\235\225\244\342\231\240\342\231\240\342\210\245\342\212\223\342\212\223\357\270\200\342\212\224\342\212\224\357\270\200\342\212\217\342\212\221\342\212\217\342\212\221\342\212"
    "\220\342\212\222\342\212\220\342\212\222\342\226\241\342\226\241\342\226\252\342\226\252\342\206\222\360\235\223\210\342\210\226\342\214\243\342\213\206\342\230\206\342\230\205\317\265\317\225\302\257\342\212\202\342\253\205\342\252\275\342\212\206\342\253\203\342\253\201\342\253"
    "\213\342\212\212\342\252\277\342\245\271\342\212\202\342\212\206\342\253\205\342\212\212\342\253\213\342\253\207\342\253\225\342\253\223\342\211\273\342\252\270\342\211\275\342\252\260\342\252\272\342\252\266\342\213\251\342\211\277\342\210\221\342\231\252\342\212\203\302\271\302"
    "\262\302\263\342\253\206\342\252\276\342\253\230\342\212\207\342\253\204\342\237\211\342\253\227\342\245\273\342\253\202\342\253\214\342\212\213\342\253\200\342\212\203\342\212\207\342\253\206\342\212\213\342\253\214\342\253\210\342\253\224\342\253\226\342\207\231\342\244\246\342"
    "\206\231\342\206\231\342\244\252\303\237\342\214\226\317\204\342\216\264\305\245\305\243\321\202\342\203\233\342\214\225\360\235\224\261\342\210\264\342\210\264\316\270\317\221\317\221\342\211\210\342\210\274\342\200\211\342\211\210\342\210\274\303\276\313\234\303\227\342\212\240"
    "\342\250\261\342\250\260\342\210\255\342\244\250\342\212\244\342\214\266\342\253\261\360\235\225\245\342\253\232\342\244\251\342\200\264\342\204\242\342\226\265\342\226\277\342\227\203\342\212\264\342\211\234\342\226\271\342\212\265\342\227\254\342\211\234\342\250\272\342\250\271"
    "\342\247\215\342\250\273\342\217\242\360\235\223\211\321\206\321\233\305\247\342\211\254\342\206\236\342\206\240\342\207\221\342\245\243\303\272\342\206\221\321\236\305\255\303\273\321\203\342\207\205\305\261\342\245\256\342\245\276\360\235\224\262\303\271\342\206\277\342\206\276"
    "\342\226\200\342\214\234\342\214\234\342\214\217\342\227\270\305\253\302\250\305\263\360\235\225\246\342\206\221\342\206\225\342\206\277\342\206\276\342\212\216\317\205\317\222\317\205\342\207\210\342\214\235\342\214\235\342\214\216\305\257\342\227\271\360\235\223\212\342\213\260"
    "\305\251\342\226\265\342\226\264\342\207\210\303\274\342\246\247\342\207\225\342\253\250\342\253\251\342\212\250\342\246\234\317\265\317\260\342\210\205\317\225\317\226\342\210\235\342\206\225\317\261\317\202\342\212\212\357\270\200\342\253\213\357\270\200\342\212\213\357\270\200"
    "\342\253\214\357\270\200\317\221\342\212\262\342\212\263\320\262\342\212\242\342\210\250\342\212\273\342\211\232\342\213\256\174\174\360\235\224\263\342\212\262\342\212\202\342\203\222\342\212\203\342\203\222\360\235\225\247\342\210\235\342\212\263\360\235\223\213\342\253\213\357"
    "\270\200\342\212\212\357\270\200\342\253\214\357\270\200\342\212\213\357\270\200\342\246\232\305\265\342\251\237\342\210\247\342\211\231\342\204\230\360\235\224\264\360\235\225\250\342\204\230\342\211\200\342\211\200\360\235\223\214\342\213\202\342\227\257\342\213\203\342\226\275"
    "\360\235\224\265\342\237\272\342\237\267\316\276\342\237\270\342\237\265\342\237\274\342\213\273\342\250\200\360\235\225\251\342\250\201\342\250\202\342\237\271\342\237\266\360\235\223\215\342\250\206\342\250\204\342\226\263\342\213\201\342\213\200\303\275\321\217\305\267\321\213"
    "\302\245\360\235\224\266\321\227\360\235\225\252\360\235\223\216\321\216\303\277\305\272\305\276\320\267\305\274\342\204\250\316\266\360\235\224\267\320\266\342\207\235\360\235\225\253\360\235\223\217\342\200\215\342\200\214";
