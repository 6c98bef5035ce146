package dev.releasemanager.rehearsal.blockkit;

import static dev.releasemanager.rehearsal.blockkit.Json.actions;
import static dev.releasemanager.rehearsal.blockkit.Json.button;
import static dev.releasemanager.rehearsal.blockkit.Json.input;
import static dev.releasemanager.rehearsal.blockkit.Json.json;
import static dev.releasemanager.rehearsal.blockkit.Json.mrkdwn;
import static dev.releasemanager.rehearsal.blockkit.Json.option;
import static dev.releasemanager.rehearsal.blockkit.Json.options;
import static dev.releasemanager.rehearsal.blockkit.Json.plain;
import static dev.releasemanager.rehearsal.blockkit.Json.rich;
import static dev.releasemanager.rehearsal.blockkit.Json.richSection;
import static dev.releasemanager.rehearsal.blockkit.Json.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fields of blocks, elements and objects: what is needed, what is known, and what a value must be. */
class BlockFieldsTest {
    private static final String MARK = mrkdwn(1);
    private static final String IMAGE = "'image_url':'https://example.com/a.png'";

    static Stream<String> taken() {
        return Stream.of(
                section(",'text':{'type':'mrkdwn','text':'t','verbatim':true},'expand':true"),
                section(",'text':{'type':'plain_text','text':'t','emoji':false}"),
                section(",'fields':[" + MARK + "]"),
                section(",'text':" + MARK + ",'fields':[" + MARK + "]"),
                "{'type':'header','text':" + plain("t") + ",'level':4}",
                "{'type':'image','alt_text':'','slack_file':{'id':'F1'}}",
                "{'type':'image','alt_text':'a','slack_file':{'url':'https://files.slack.com/f.png'}}",
                "{'type':'image','alt_text':'a'," + IMAGE + ",'image_width':10,'fallback':'ignored with a warning'}",
                "{'type':'context','elements':[{'type':'image','alt_text':'a'," + IMAGE + "}," + MARK + "]}",
                actions(button(",'style':'primary'") + "," + button(",'style':'danger','url':'slack://open'")),
                actions(button(",'confirm':{'title':" + plain("t") + ",'text':" + MARK + ",'confirm':" + plain("y")
                        + ",'deny':" + plain("n") + ",'style':'danger'}")),
                actions("{'type':'datepicker','initial_date':'2024-02-29','placeholder':" + plain("p") + "}"),
                actions("{'type':'timepicker','initial_time':'23:59','timezone':'America/Chicago'}"),
                actions("{'type':'datetimepicker','initial_date_time':1628633820}"),
                actions("{'type':'conversations_select','filter':{'include':['im','mpim','private','public']}}"),
                actions("{'type':'conversations_select','filter':{'exclude_bot_users':true}}"),
                actions("{'type':'radio_buttons','options':[{'text':" + MARK + ",'value':'v'}]}"),
                input("{'type':'plain_text_input','min_length':0,'max_length':3000,'dispatch_action_config':"
                        + "{'trigger_actions_on':['on_enter_pressed','on_character_entered']}}"),
                input("{'type':'plain_text_input','min_length':5,'max_length':5}"),
                input("{'type':'number_input','is_decimal_allowed':true,'min_value':'-1.5','max_value':'10',"
                        + "'initial_value':'0.25'}"),
                input("{'type':'rich_text_input','initial_value':" + richSection("{'type':'text','text':'t'}")
                        + ",'min_lines':1,'max_lines':100}"),
                "{'type':'input','label':" + plain("L")
                        + ",'optional':true,'dispatch_action':true,'element':{'type':'users_select'}}",
                richSection("{'type':'text','text':'t','style':{'bold':true,'code':true}},"
                        + "{'type':'link','url':'https://e.com','text':'e'},{'type':'user','user_id':'U1'},"
                        + "{'type':'channel','channel_id':'C1'},{'type':'usergroup','usergroup_id':'S1'},"
                        + "{'type':'emoji','name':'wave','unicode':'1f44b'},{'type':'broadcast','range':'here'},"
                        + "{'type':'color','value':'#F405B3'},{'type':'team','team_id':'T1'},"
                        + "{'type':'date','timestamp':1720710212,'format':'{date_num}','fallback':'f'}"),
                rich("{'type':'rich_text_list','style':'ordered','indent':8,'offset':3,'border':1,'elements':"
                        + "[{'type':'rich_text_section','elements':[{'type':'text','text':'t'}]}]}"),
                rich("{'type':'rich_text_quote','elements':[{'type':'user','user_id':'U1'}],'border':1},"
                        + "{'type':'rich_text_preformatted','elements':[{'type':'text','text':'t'},"
                        + "{'type':'link','url':'https://e.com'}],'border':0,'language':'java'}"),
                "{'type':'table','rows':[[{'type':'raw_text','text':'a'},{'type':'raw_number','value':1.5}],"
                        + "[" + richSection("{'type':'text','text':'t'}") + ",{'type':'raw_text','text':'b'}]],"
                        + "'column_settings':[null,{'align':'right','is_wrapped':true}]}",
                "{'type':'card','slack_icon':{'type':'icon','name':'rocket'},'body':" + MARK + "}",
                "{'type':'card','hero_image':{'type':'image','alt_text':'a'," + IMAGE + "}}",
                "{'type':'plan','title':'t','tasks':[{'task_id':'1','title':'t','status':'pending','output':"
                        + richSection("{'type':'text','text':'t'}")
                        + "},{'type':'task_card','task_id':'2','title':'t'}]}",
                "{'type':'container','rich_text_title':" + richSection("{'type':'text','text':'t'}")
                        + ",'width':'full','is_collapsible':true,'default_collapsed':true,'child_blocks':"
                        + "[{'type':'divider'}]}",
                "{'type':'data_visualization','title':'t','chart':{'type':'line','series':[{'name':'s','data':"
                        + "[{'label':'b','value':-1},{'label':'a','value':2}]}],'axis_config':"
                        + "{'categories':['a','b'],'x_label':'x','y_label':'y'}}}",
                "{'type':'data_table','caption':'c','page_size':100,'row_header_column_index':0,'rows':"
                        + "[[{'type':'raw_text','text':'h'}],[{'type':'raw_number','value':7,'text':'seven'}]]}");
    }

    @ParameterizedTest
    @MethodSource("taken")
    void what_the_reference_allows_is_taken(String block) {
        assertThat(BlockKit.message(json("[" + block + "]"))).isEmpty();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                // fields that are needed
                no("{}", "", "missing-field", "missing required field: type"),
                no("{'type':'section'}", "", "missing-field", "missing required field: text"),
                no("{'type':'header'}", "", "missing-field", "missing required field: text"),
                no("{'type':'actions'}", "", "missing-field", "missing required field: elements"),
                no(
                        "{'type':'input','label':" + plain("L") + "}",
                        "",
                        "missing-field",
                        "missing required field: element"),
                no(
                        "{'type':'input','element':{'type':'datepicker'}}",
                        "",
                        "missing-field",
                        "missing required field: label"),
                no("{'type':'image'," + IMAGE + "}", "", "missing-field", "missing required field: alt_text"),
                no("{'type':'image','alt_text':'a'}", "", "missing-field", "missing required field: image_url"),
                no("{'type':'rich_text'}", "", "missing-field", "missing required field: elements"),
                no("{'type':'plan'}", "", "missing-field", "missing required field: title"),
                no("{'type':'card'}", "", "missing-field", "missing required field: title"),
                no(actions("{'type':'button'}"), "/elements/0", "missing-field", "missing required field: text"),
                no(
                        actions("{'type':'static_select'}"),
                        "/elements/0",
                        "missing-field",
                        "missing required field: options"),
                no(
                        actions("{'type':'static_select','options':[{'text':" + plain("o") + "}]}"),
                        "/elements/0/options/0",
                        "missing-field",
                        "missing required field: value"),
                no(
                        input("{'type':'number_input'}"),
                        "/element",
                        "missing-field",
                        "missing required field: is_decimal_allowed"),
                no(
                        actions(button(",'confirm':{'title':" + plain("t") + ",'text':" + plain("t") + ",'confirm':"
                                + plain("y") + "}")),
                        "/elements/0/confirm",
                        "missing-field",
                        "missing required field: deny"),
                no(
                        "{'type':'video','video_url':'https://e.com/v','thumbnail_url':'t','alt_text':'a'}",
                        "",
                        "missing-field",
                        "missing required field: title"),
                no(
                        "{'type':'table','rows':[[{'type':'raw_number','text':'1'}]]}",
                        "/rows/0/0",
                        "missing-field",
                        "missing required field: value"),
                no(
                        actions("{'type':'conversations_select','filter':{}}"),
                        "/elements/0/filter",
                        "missing-field",
                        "missing required field: include"),
                no(
                        rich("{'type':'rich_text_list','elements':[]}"),
                        "/elements/0",
                        "missing-field",
                        "missing required field: style"),
                // fields that exclude each other
                no(
                        "{'type':'image','alt_text':'a'," + IMAGE + ",'slack_file':{'id':'F1'}}",
                        "",
                        "exclusive",
                        "failed to match exactly one allowed schema: `image_url` and `slack_file`"),
                no(
                        "{'type':'image','alt_text':'a','slack_file':{'id':'F1','url':'u'}}",
                        "/slack_file",
                        "exclusive",
                        "failed to match exactly one allowed schema: `id` and `url`"),
                no(
                        actions("{'type':'static_select','options':" + options(1) + ",'option_groups':[{'label':"
                                + plain("g") + ",'options':" + options(1) + "}]}"),
                        "/elements/0",
                        "exclusive",
                        "failed to match exactly one allowed schema: `options` and `option_groups`"),
                // fields that aren't known
                no("{'type':'divider','text':'t'}", "", "unknown-field", "invalid additional property: text"),
                no(
                        section(",'text':{'type':'mrkdwn','text':'t','emoji':true}"),
                        "/text",
                        "unknown-field",
                        "invalid additional property: emoji"),
                no(
                        section(",'text':{'type':'plain_text','text':'t','verbatim':true}"),
                        "/text",
                        "unknown-field",
                        "invalid additional property: verbatim"),
                no(
                        actions("{'type':'checkboxes','options':" + options(1) + ",'max_selected_items':1}"),
                        "/elements/0",
                        "unknown-field",
                        "invalid additional property: max_selected_items"),
                no(
                        actions(button(",'focus_on_load':true")),
                        "/elements/0",
                        "unknown-field",
                        "invalid additional property: focus_on_load"),
                no(
                        "{'type':'context_actions','elements':[{'type':'icon_button','icon':'trash','style':'danger',"
                                + "'text':" + plain("t") + "}]}",
                        "/elements/0",
                        "unknown-field",
                        "invalid additional property: style"),
                no(
                        actions("{'type':'static_select','options':[{'text':" + plain("o")
                                + ",'value':'v','url':'https://e.com'}]}"),
                        "/elements/0/options/0",
                        "unknown-field",
                        "invalid additional property: url"),
                // plain text where mrkdwn isn't allowed
                no("{'type':'header','text':" + MARK + "}", "/text/type", "not-in-enum", "must be a valid enum value"),
                no(
                        actions("{'type':'button','text':" + MARK + "}"),
                        "/elements/0/text/type",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        actions("{'type':'static_select','options':[{'text':" + MARK + ",'value':'v'}]}"),
                        "/elements/0/options/0/text/type",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        actions("{'type':'users_select','placeholder':" + MARK + "}"),
                        "/elements/0/placeholder/type",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        "{'type':'input','label':" + MARK + ",'element':{'type':'datepicker'}}",
                        "/label/type",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        section(",'text':{'type':'html','text':'t'}"),
                        "/text/type",
                        "unsupported-type",
                        "unsupported type: html"),
                // values of the wrong type
                no(section(",'text':'t'"), "/text", "wrong-type", "must provide an object"),
                no(section(",'text':null"), "/text", "wrong-type", "must provide an object"),
                no("{'type':7}", "/type", "wrong-type", "must provide a string"),
                no("'divider'", "", "wrong-type", "must provide an object"),
                no("null", "", "wrong-type", "must provide an object"),
                no("{'type':'actions','elements':{}}", "/elements", "wrong-type", "must provide an array"),
                no(actions(button(",'value':7")), "/elements/0/value", "wrong-type", "must provide a string"),
                no(actions(button(",'style':null")), "/elements/0/style", "wrong-type", "must provide a string"),
                no(
                        section(",'text':{'type':'plain_text','text':'t','emoji':'true'}"),
                        "/text/emoji",
                        "wrong-type",
                        "must be a boolean"),
                no(
                        actions("{'type':'static_select','options':" + options(1) + ",'initial_option':null}"),
                        "/elements/0/initial_option",
                        "wrong-type",
                        "must provide an object"),
                no("{'type':'plan','title':" + plain("t") + "}", "/title", "wrong-type", "must provide a string"),
                no("{'type':'card','title':'t'}", "/title", "wrong-type", "must provide an object"),
                no(
                        actions("{'type':'multi_users_select','max_selected_items':1.5}"),
                        "/elements/0/max_selected_items",
                        "wrong-type",
                        "must provide an integer"),
                // values out of their set, form or range
                no(
                        actions(button(",'style':'default'")),
                        "/elements/0/style",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        actions("{'type':'datepicker','initial_date':'22/11/2026'}"),
                        "/elements/0/initial_date",
                        "format",
                        "input must be a valid: date"),
                no(
                        actions("{'type':'datepicker','initial_date':'2026-02-30'}"),
                        "/elements/0/initial_date",
                        "format",
                        "input must be a valid: date"),
                no(
                        actions("{'type':'timepicker','initial_time':'24:00'}"),
                        "/elements/0/initial_time",
                        "pattern",
                        "input must match regex pattern: ([01]\\d|2[0-3]):[0-5]\\d"),
                no(
                        actions("{'type':'timepicker','initial_time':'9:05'}"),
                        "/elements/0/initial_time",
                        "pattern",
                        "input must match regex pattern: ([01]\\d|2[0-3]):[0-5]\\d"),
                no(
                        actions("{'type':'timepicker','timezone':'Mars/Olympus'}"),
                        "/elements/0/timezone",
                        "format",
                        "invalid timezone"),
                no(
                        actions("{'type':'datetimepicker','initial_date_time':999999999}"),
                        "/elements/0/initial_date_time",
                        "out-of-range",
                        "must be greater than 1000000000"),
                no(
                        actions("{'type':'datetimepicker','initial_date_time':10000000000}"),
                        "/elements/0/initial_date_time",
                        "out-of-range",
                        "must be less than 9999999999"),
                no(
                        actions("{'type':'multi_users_select','max_selected_items':0}"),
                        "/elements/0/max_selected_items",
                        "out-of-range",
                        "must be greater than 1"),
                no(
                        input("{'type':'plain_text_input','max_length':3001}"),
                        "/element/max_length",
                        "out-of-range",
                        "must be less than 3000"),
                no(
                        input("{'type':'plain_text_input','max_length':0}"),
                        "/element/max_length",
                        "out-of-range",
                        "must be greater than 1"),
                no(
                        input("{'type':'plain_text_input','min_length':6,'max_length':5}"),
                        "/element/min_length",
                        "out-of-range",
                        "`min_length` cannot be greater than `max_length`"),
                no(
                        input("{'type':'number_input','is_decimal_allowed':false,'min_value':'10','max_value':'9'}"),
                        "/element/min_value",
                        "out-of-range",
                        "`min_value` cannot be greater than `max_value`"),
                no(
                        input("{'type':'number_input','is_decimal_allowed':false,'min_value':'0.5'}"),
                        "/element/min_value",
                        "format",
                        "must provide an integer"),
                no(
                        input("{'type':'number_input','is_decimal_allowed':true,'max_value':5}"),
                        "/element/max_value",
                        "wrong-type",
                        "must provide a string"),
                no(
                        input("{'type':'rich_text_input','max_lines':101}"),
                        "/element/max_lines",
                        "out-of-range",
                        "must be less than 100"),
                no(
                        input("{'type':'plain_text_input','dispatch_action_config':{'trigger_actions_on':['always']}}"),
                        "/element/dispatch_action_config/trigger_actions_on/0",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        actions("{'type':'conversations_select','filter':{'include':['dm']}}"),
                        "/elements/0/filter/include/0",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        "{'type':'header','text':" + plain("t") + ",'level':5}",
                        "/level",
                        "out-of-range",
                        "must be less than 4"),
                no(
                        "{'type':'image','alt_text':'a','image_url':'ftp://e.com/a.png'}",
                        "/image_url",
                        "url",
                        "invalid image url"),
                no(
                        "{'type':'video','video_url':'http://e.com/v','thumbnail_url':'t','alt_text':'a','title':"
                                + plain("t") + "}",
                        "/video_url",
                        "url",
                        "must be an HTTPS url"),
                no(
                        "{'type':'card','body':" + MARK + ",'slack_icon':{'type':'icon','name':'bell'}}",
                        "/slack_icon/name",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        "{'type':'task_card','task_id':'1','title':'t','status':'done'}",
                        "/status",
                        "not-in-enum",
                        "must be a valid enum value"),
                // rich text
                no(
                        richSection("{'type':'section','text':'t'}"),
                        "/elements/0/elements/0/type",
                        "unsupported-type",
                        "unsupported type: section"),
                no(
                        rich("{'type':'text','text':'t'}"),
                        "/elements/0/type",
                        "unsupported-type",
                        "unsupported type: text"),
                no(
                        rich("{'type':'rich_text_list','style':'bullet','elements':[{'type':'rich_text_list',"
                                + "'style':'bullet','elements':[]}]}"),
                        "/elements/0/elements/0/type",
                        "unsupported-type",
                        "unsupported type: rich_text_list"),
                no(
                        rich("{'type':'rich_text_list','style':'dashed','elements':[]}"),
                        "/elements/0/style",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        rich("{'type':'rich_text_preformatted','elements':[{'type':'user','user_id':'U1'}]}"),
                        "/elements/0/elements/0/type",
                        "unsupported-type",
                        "unsupported type: user"),
                no(
                        richSection("{'type':'broadcast','range':'all'}"),
                        "/elements/0/elements/0/range",
                        "not-in-enum",
                        "must be a valid enum value"),
                no(
                        richSection("{'type':'text','text':'t','style':{'blink':true}}"),
                        "/elements/0/elements/0/style",
                        "unknown-field",
                        "invalid additional property: blink"),
                no(
                        richSection("{'type':'date','timestamp':'now','format':'{date}'}"),
                        "/elements/0/elements/0/timestamp",
                        "wrong-type",
                        "must provide a number"),
                // tables and charts
                no(
                        "{'type':'table','rows':[[{'type':'raw_html','text':'t'}]]}",
                        "/rows/0/0/type",
                        "unsupported-type",
                        "unsupported type: raw_html"),
                no(
                        "{'type':'data_table','caption':'c','rows':[[" + richSection("{'type':'text','text':'h'}")
                                + "],[{'type':'raw_text','text':'t'}]]}",
                        "/rows/0/0/type",
                        "unsupported-type",
                        "unsupported type: rich_text"),
                no(
                        "{'type':'data_table','caption':'c','rows':[[{'type':'raw_text','text':'h'}],"
                                + "[{'type':'raw_text','text':'t'},{'type':'raw_text','text':'t'}]]}",
                        "/rows/1",
                        "uneven-rows",
                        "all rows must have the same number of cells"),
                no(
                        "{'type':'data_visualization','title':'t','chart':{'type':'pie','segments':"
                                + "[{'label':'a','value':0}]}}",
                        "/chart/segments/0/value",
                        "out-of-range",
                        "must be greater than 0"),
                no(
                        "{'type':'data_visualization','title':'t','chart':{'type':'bar','series':[{'name':'s',"
                                + "'data':[{'label':'z','value':1}]}],'axis_config':{'categories':['a']}}}",
                        "/chart/series/0/data",
                        "unmatched-category",
                        "must contain exactly one entry for every category"),
                // initial choices
                no(
                        actions("{'type':'static_select','options':" + options(2) + ",'initial_option':" + option(2)
                                + "}"),
                        "/elements/0/initial_option",
                        "unmatched-initial-option",
                        "must exactly match one of the provided options"),
                no(
                        actions("{'type':'checkboxes','options':" + options(2) + ",'initial_options':[" + option(1)
                                + "," + option(5) + "]}"),
                        "/elements/0/initial_options/1",
                        "unmatched-initial-option",
                        "must exactly match one of the provided options"),
                no(
                        actions("{'type':'radio_buttons','options':" + options(1) + ",'initial_option':{'text':"
                                + plain("another text") + ",'value':'v0'}}"),
                        "/elements/0/initial_option",
                        "unmatched-initial-option",
                        "must exactly match one of the provided options"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_the_reference_forbids_is_refused_once_where_it_stands(
            String block, String at, String rule, String words) {
        String pointer = "/blocks/0" + at;
        assertThat(BlockKit.message(json("[" + block + "]")))
                .containsExactly(new Violation(pointer, rule, words + " [json-pointer:" + pointer + "]"));
    }

    @Test
    void an_initial_option_may_come_from_any_group_and_differ_in_its_flags() {
        String group = "{'label':" + plain("g") + ",'options':" + options(2) + "}";
        String initial = "{'value':'v1','text':{'type':'plain_text','text':'o1','emoji':true}}";
        assertThat(BlockKit.message(json("["
                        + actions("{'type':'static_select','option_groups':[" + group + "],'initial_option':" + initial
                                + "}")
                        + "]")))
                .isEmpty();
    }

    @Test
    void every_fault_is_told_not_only_the_first() {
        assertThat(BlockKit.message(json(
                        "[{'type':'header'},{'type':'divider'},{'type':'nope'}," + actions("{'type':'button'}") + "]")))
                .extracting(Violation::pointer)
                .containsExactly("/blocks/0", "/blocks/2/type", "/blocks/3/elements/0");
    }

    private static Arguments no(String block, String at, String rule, String words) {
        return arguments(block, at, rule, words);
    }
}
