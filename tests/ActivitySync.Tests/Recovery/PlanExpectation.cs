using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery;

/// <summary>Compares a plan with the "expect" of a scenario; what is not named there is not checked.</summary>
internal static class PlanExpectation
{
    private static readonly JsonSerializerOptions KebabCaseOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new ReasonCodeConverter() },
    };

    private static readonly JsonSerializerOptions ReasonCodeOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper), new ReasonCodeConverter() },
    };

    internal static List<string> FindDifferences(RecoveryPlan plan, JsonElement expect)
    {
        var differences = new List<string>();
        var answer = Node(plan, KebabCaseOptions);
        foreach (var expected in expect.EnumerateObject())
        {
            switch (expected.Name)
            {
                case "activities":
                    foreach (var one in expected.Value.EnumerateArray())
                    {
                        var id = one.GetProperty("id").GetString();
                        var tagged = plan.Activities.Single(activity => activity.Activity.Id == id);
                        Compare($"activities[{id}]", ActivityNode(tagged), one, differences);
                    }

                    break;
                case "reasonsInclude":
                    CompareList(
                        "reasons",
                        Node(plan.Reasons, ReasonCodeOptions),
                        expected.Value,
                        wanted: true,
                        differences
                    );
                    break;
                case "reasonsExclude":
                    CompareList(
                        "reasons",
                        Node(plan.Reasons, ReasonCodeOptions),
                        expected.Value,
                        wanted: false,
                        differences
                    );
                    break;
                case "questionsInclude":
                    var questions = new JsonArray([.. plan.Questions.Select(QuestionNode)]);
                    CompareList("questions", questions, expected.Value, wanted: true, differences);
                    break;
                case "calendar":
                    foreach (var day in expected.Value.EnumerateObject())
                    {
                        CompareDay(
                            plan.Calendar.Single(row =>
                                Node(row.Date, KebabCaseOptions).GetValue<string>() == day.Name
                            ),
                            day,
                            differences
                        );
                    }

                    break;
                case "selfAreasInclude" or "selfAreasExclude":
                    var areas = Node(plan.SelfMassage?.Steps.Select(step => step.Area) ?? [], KebabCaseOptions);
                    CompareList(
                        "areas",
                        areas,
                        expected.Value,
                        wanted: expected.Name == "selfAreasInclude",
                        differences
                    );
                    break;
                case "aftercare":
                    Compare("aftercare", Node(plan.Aftercare, ReasonCodeOptions), expected.Value, differences);
                    break;
                case "history" or "massage" or "selfMassage" or "medical":
                    Compare(expected.Name, answer[expected.Name], expected.Value, differences);
                    break;
                default:
                    differences.Add($"{expected.Name} is not a known key of an expectation");
                    break;
            }
        }

        return differences;
    }

    private static JsonObject ActivityNode(TaggedActivity tagged)
    {
        var node = Node(tagged, KebabCaseOptions).AsObject();
        node["id"] = tagged.Activity.Id;
        node["importance"] = tagged.Importance?.ToString();
        return node;
    }

    private static JsonNode QuestionNode(Question question) =>
        question.ActivityId is { } id
            ? new JsonObject { ["activity"] = id, ["ask"] = "race?" }
            : new JsonObject { ["race"] = Node(question.Race, KebabCaseOptions), ["ask"] = "started?" };

    private static void CompareDay(CalendarDay row, JsonProperty day, List<string> differences)
    {
        foreach (var expected in day.Value.EnumerateObject())
        {
            if (expected.Name == "becauseInclude")
            {
                CompareList(day.Name, Node(row.Reasons, ReasonCodeOptions), expected.Value, wanted: true, differences);
            }
            else
            {
                Compare(
                    $"{day.Name}.{expected.Name}",
                    Node(row, KebabCaseOptions)[expected.Name],
                    expected.Value,
                    differences
                );
            }
        }
    }

    private static void Compare(string path, JsonNode? answer, JsonElement expected, List<string> differences)
    {
        if (expected.ValueKind == JsonValueKind.Object && answer is not null)
        {
            foreach (var field in expected.EnumerateObject())
            {
                Compare($"{path}.{field.Name}", answer[field.Name], field.Value, differences);
            }
        }
        else if (!JsonNode.DeepEquals(answer, JsonNode.Parse(expected.GetRawText())))
        {
            differences.Add($"{path}: expected {expected.GetRawText()}, was {answer?.ToJsonString() ?? "null"}");
        }
    }

    private static void CompareList(
        string path,
        JsonNode list,
        JsonElement expected,
        bool wanted,
        List<string> differences
    )
    {
        foreach (var item in expected.EnumerateArray())
        {
            var node = JsonNode.Parse(item.GetRawText());
            if (list.AsArray().Any(one => JsonNode.DeepEquals(one, node)) != wanted)
            {
                differences.Add($"{path}: {(wanted ? "misses" : "has")} {item.GetRawText()} in {list.ToJsonString()}");
            }
        }
    }

    private static JsonNode Node<T>(T value, JsonSerializerOptions options) =>
        JsonSerializer.SerializeToNode(value, options)!;

    private sealed class ReasonCodeConverter : JsonConverter<ReasonCode>
    {
        public override ReasonCode Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, ReasonCode value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Code);
    }
}
