package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/service"
)

const mergeDraft = "张某某委员：\n您提出的《关于加快科技创新的提案》收悉，现答复如下。\n一、工作开展情况\n（一）强化协同创新\n一是组建联合体。我厅组建了联合体。\n（二）优化服务\n我厅优化了服务。\n二、下一步的工作计划\n（一）夯实基础\n我厅将继续努力。\n某省科学技术厅\n2026年3月11日\n（联系人及电话：规划处，李某某，63104060）\n"

// readyToMerge is a site with a saved draft and two entries to merge.
func readyToMerge(t *testing.T) (*testSite, *browser) {
	t.Helper()
	s := newSite(t)
	s.as(t, "jiaoyu.head").post(s.path("/opinion"), s.opinionForm())
	lead := s.as(t, "keji")
	got := lead.post(s.path("/draft"), url.Values{"revision": {"0"}, "text": {mergeDraft}, "then": {"merge"}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("save the draft: %d", got.status)
	}
	return s, lead
}

func TestMergePageSaysEachPlaceInFullBeforeAnythingIsChosen(t *testing.T) {
	s, lead := readyToMerge(t)
	page := lead.get(s.path("/merge"))
	page.want(t, http.StatusOK, "系统已给出建议位置", "全部按建议位置采用", "已选0处，共2处",
		`<small class="spot-above">一、工作开展情况</small><b>（一）强化协同创新</b><span class="mark">最相近</span><br>接在“一是组建联合体”之后，作为“二是”`,
		"<p>一是组建联合体。我厅组建了联合体。</p>", "<p>（二）优化服务</p>", "其他位置…", "列为一项：“（一）强化协同创新”之下，最前")
	form := mergeFields(page.body)
	for name, want := range map[string]string{"verdict-0": "", "verdict-1": "", "place-0": "item:4", "other-0": ""} {
		if got := form.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestOneButtonFillsTheSuggestedPlacesAndMergesNothing(t *testing.T) {
	s, lead := readyToMerge(t)
	form := mergeFields(lead.get(s.path("/merge")).body)
	form.Set("verdict-1", "declined")
	form.Set("reason-1", "与主办单位的内容重复")
	form.Set("place-0", "other") // and no place named
	form.Set("then", "all")
	page := lead.post(s.path("/merge"), form)
	page.want(t, http.StatusOK, "没有选择的几处都已按建议位置选好，还没有合并", "已选2处，共2处", "与主办单位的内容重复")
	filled := mergeFields(page.body)
	for name, want := range map[string]string{"verdict-0": "used", "place-0": "item:4", "verdict-1": "declined", "revision": "1"} {
		if got := filled.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	form.Set("place-0", "paragraph:6")
	if moved := mergeFields(lead.post(s.path("/merge"), form).body); moved.Get("place-0") != "paragraph:6" || moved.Get("verdict-0") != "used" {
		t.Errorf("a place that was moved came back as %q", moved.Get("place-0"))
	}
	if strings.Contains(lead.get(s.path("/draft")).body, "省教育厅支持高校和企业合作") {
		t.Error("it was merged before anybody looked at it")
	}
	filled.Set("then", "merge")
	if got := lead.post(s.path("/merge"), filled); got.status != http.StatusSeeOther {
		t.Fatalf("merge what was filled in: %d %s", got.status, visible(got.body))
	}
	lead.get(s.path("/draft")).want(t, http.StatusOK, "二是加强产学研协同创新。省教育厅支持高校和企业合作。")
}

func TestAnyPlaceOfTheDraftCanBeChosen(t *testing.T) {
	s, lead := readyToMerge(t)
	form := mergeFields(lead.get(s.path("/merge")).body)
	form.Set("verdict-0", "used")
	form.Set("place-0", "other")
	lead.post(s.path("/merge"), form).want(t, http.StatusUnprocessableEntity, `<a href="#f-place-0">“加强产学研协同创新”：请选择插入位置</a>`, `value="other" checked`)
	form.Set("other-0", "append:6")
	form.Set("verdict-1", "declined") // without a reason: the form comes back
	page := lead.post(s.path("/merge"), form)
	page.want(t, http.StatusUnprocessableEntity, "请填写不采用")
	if again := mergeFields(page.body); again.Get("place-0") != "other" || again.Get("other-0") != "append:6" {
		t.Errorf("the place came back as %q, %q", again.Get("place-0"), again.Get("other-0"))
	}
	form.Set("verdict-1", "")
	if got := lead.post(s.path("/merge"), form); got.status != http.StatusSeeOther {
		t.Fatalf("merge: %d %s", got.status, visible(got.body))
	}
	lead.get(s.path("/draft")).want(t, http.StatusOK, "我厅优化了服务。省教育厅支持高校和企业合作。")
}

func TestNothingChosenIsSaidInOneLine(t *testing.T) {
	s, lead := readyToMerge(t)
	page := lead.post(s.path("/merge"), mergeFields(lead.get(s.path("/merge")).body))
	page.want(t, http.StatusUnprocessableEntity, "<h2>还没有选择任何一处")
	if strings.Contains(page.body, "需要修改，已填写的内容均已保留") {
		t.Error("nothing was filled in that could be kept")
	}
}

// resubmitted is the merge page of a department that handed in again.
func resubmitted(before *reply.Decision, changed bool) openEntry {
	body := gongwen.Parse(mergeDraft, gongwen.Source{})
	e := merge.Entries(reply.Contribution{DepartmentID: 2, Revision: 2, Opinion: reply.Opinion{Status: "（一）加强产学研协同创新\n省教育厅支持高校和企业合作。"}})[0]
	v := service.MergeView{Draft: reply.Draft{Body: body}, Outline: merge.Spots(body), Superseded: []reply.Department{{ID: 2}}}
	one := service.MergeEntry{
		Entry: e, Department: reply.Department{ID: 2, ShortName: "省教育厅"}, Suggestions: merge.Suggest(body, e, 3), Before: before, Changed: changed,
	}
	return newOpenEntry(v, one, 0, mergeAnswer{})
}

func TestAResubmissionSaysWhatBecameOfTheEarlierWords(t *testing.T) {
	used := &reply.Decision{Verdict: reply.Used, Under: "（三）优化服务"} // the heading had another number then
	declined := &reply.Decision{Verdict: reply.Declined, Reason: "与主办单位的内容重复"}
	edited := &reply.Decision{Verdict: reply.Edited, Under: "（一）强化协同创新"}
	for _, c := range []struct {
		name                   string
		before                 *reply.Decision
		changed                bool
		verdict, reason, place string
		mark, earlier          string
	}{
		{"used before, words changed", used, true, "", "", "paragraph:6", "有改动", "上次采用，在“（三）优化服务”之下"},
		{"declined before, words changed", declined, true, "", declined.Reason, "item:4", "有改动", "上次不采用：与主办单位的内容重复"},
		{"edited before, words changed", edited, true, "", "", "item:4", "有改动", "上次修改后采用，在“（一）强化协同创新”之下"},
		{"new", nil, true, "", "", "item:4", "新增", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := resubmitted(c.before, c.changed)
			if o.Typed.Verdict != c.verdict || o.Typed.Reason != c.reason || o.Typed.Place != c.place || o.Mark != c.mark {
				t.Errorf("verdict %q, reason %q, place %q, mark %q", o.Typed.Verdict, o.Typed.Reason, o.Typed.Place, o.Mark)
			}
			if !strings.Contains(o.Earlier, c.earlier) || (c.earlier == "") != (o.Earlier == "") {
				t.Errorf("it says %q", o.Earlier)
			}
			chosen := 0
			for _, one := range o.Suggested {
				if earlier := one.Why == "上次在这里"; earlier != (c.before != nil && c.before.Under != "" && one.Value == c.place) {
					t.Errorf("%s is marked %q", one.Under, one.Why)
				}
				if one.Chosen {
					chosen++
				}
			}
			if (chosen == 1) == o.Elsewhere {
				t.Errorf("%d suggestions are chosen, elsewhere %v", chosen, o.Elsewhere)
			}
		})
	}
}

func TestEachKindOfPlaceSaysWhatItDoes(t *testing.T) {
	body := gongwen.Parse(mergeDraft, gongwen.Source{})
	e := merge.Entries(reply.Contribution{DepartmentID: 2, Revision: 1, Opinion: reply.Opinion{Status: "省教育厅支持高校和企业合作。"}})[0]
	for _, c := range []struct {
		place               merge.Place
		how, before, behind string
	}{
		{merge.Place{Kind: merge.AsItem, After: 4}, "接在“一是组建联合体”之后，作为“二是”", "一是组建联合体。我厅组建了联合体。", "（二）优化服务"},
		{merge.Place{Kind: merge.AsParagraph, After: 5}, "放在这个标题之下最前，单列一段", "（二）优化服务", "我厅优化了服务。"},
		{merge.Place{Kind: merge.Appended, After: 6}, "并入“我厅优化了服务”一段的段末", "我厅优化了服务。", "二、下一步的工作计划"},
		{merge.Place{Kind: merge.AsParagraph, After: 9}, "接在“我厅将继续努力”之后，单列一段", "我厅将继续努力。", ""},
	} {
		got := suggestedPlaces(body, service.MergeEntry{Entry: e, Suggestions: []merge.Suggestion{{Place: c.place}}}, "")[0]
		if got.How != c.how || got.Before != c.before || got.After != c.behind {
			t.Errorf("%v: %q between %q and %q", c.place, got.How, got.Before, got.After)
		}
	}
}

func TestWordsTypedForAnEntryThatSomebodyElseDecidedComeBack(t *testing.T) {
	s, lead := readyToMerge(t)
	mine := mergeFields(lead.get(s.path("/merge")).body)
	theirs := mergeFields(s.as(t, "keji.head").get(s.path("/merge")).body)
	theirs.Set("verdict-0", "declined")
	theirs.Set("reason-0", "与主办单位的内容重复")
	if got := s.as(t, "keji.head").post(s.path("/merge"), theirs); got.status != http.StatusSeeOther {
		t.Fatalf("the other's merge: %d %s", got.status, visible(got.body))
	}
	mine.Set("verdict-0", "edited")
	mine.Set("text-0", "这是花了一个小时改好的一段文字。")
	page := lead.post(s.path("/merge"), mine)
	page.want(t, http.StatusConflict, "您填写的、没有采用的内容", "这是花了一个小时改好的一段文字。")
}
