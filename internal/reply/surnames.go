package reply

import "strings"

// surnames are the family names of one character that are common enough to tell a
// person by (百家姓 and the commoner names of the census). A name that is not here is
// no error: a line with it is asked about instead of being parted.
const surnames = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"

// compoundSurnames are the family names of two characters.
var compoundSurnames = words("欧阳 上官 司马 诸葛 皇甫 令狐 尉迟 端木 公孙 慕容 夏侯 东方 司徒 司空 长孙 宇文 轩辕 独孤 南宫 呼延 澹台 淳于 申屠 太史 钟离 闻人 濮阳 单于 闾丘 赫连 拓跋 完颜 纳兰 耶律 东郭 西门 百里 鲜于 仲孙 万俟 公羊 第五 左丘 亓官 巫马 公冶 乐正 梁丘 谷梁 公西 漆雕 壤驷 欧侯 张廖 范姜")

func words(s string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(s) {
		all[w] = true
	}
	return all
}

func isSurname(r rune) bool { return strings.ContainsRune(surnames, r) }

// looksLikePerson tells whether a name is surely that of one person: a known
// family name and one or two characters more, or a name with its parts joined by a
// dot (阿卜杜拉·买买提).
func looksLikePerson(name string) bool {
	r := []rune(name)
	if len(r) < 2 || len(r) > 30 {
		return false
	}
	dots := 0
	for i, c := range r {
		switch {
		case isNameDot(c):
			if i == 0 || i == len(r)-1 || isNameDot(r[i-1]) {
				return false
			}
			dots++
		case !isHanRune(c):
			return false
		}
	}
	if dots > 0 {
		return true
	}
	switch compound := compoundSurnames[string(r[:2])]; {
	case len(r) == 4: // 欧阳建国, 范徐丽泰
		return compound || isSurname(r[0]) && isSurname(r[1])
	case len(r) == 3:
		return compound || isSurname(r[0])
	}
	return len(r) == 2 && isSurname(r[0])
}

func isNameDot(r rune) bool { return r == '·' || r == '•' || r == '‧' || r == '・' }
