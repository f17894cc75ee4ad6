using System.Text.Json;

namespace ActivitySync.Tests.Scenarios;

/// <summary>
/// Compares an answer with the <c>expect</c> of a scenario. Values that are not named there are free.
/// </summary>
internal static class ScenarioExpectation
{
    /// <summary>One line for each expectation that is not met or is unknown.</summary>
    public static IEnumerable<string> FindDifferences(JsonElement answer, JsonElement expect) =>
        expect.EnumerateObject().SelectMany(expectation => Check(answer, expectation.Name, expectation.Value));

    private static IEnumerable<string> Check(JsonElement answer, string key, JsonElement expected) =>
        key switch
        {
            "history" or "massage" or "selfMassage" or "medical" or "aftercare" => CheckFields(
                key,
                answer.GetProperty(key),
                expected
            ),
            "activities" => expected.EnumerateArray().SelectMany(activity => CheckActivity(answer, activity)),
            "reasonsInclude" => FindMissing("reasons", ReadTexts(answer.GetProperty("reasons")), expected),
            "reasonsExclude" => FindUnexpected("reasons", ReadTexts(answer.GetProperty("reasons")), expected),
            "questionsInclude" => expected
                .EnumerateArray()
                .Where(question =>
                    !answer
                        .GetProperty("questions")
                        .EnumerateArray()
                        .Any(asked => JsonElement.DeepEquals(asked, question))
                )
                .Select(question => $"questions: {question} is missing in {answer.GetProperty("questions")}"),
            "calendar" => expected.EnumerateObject().SelectMany(day => CheckDay(answer, day.Name, day.Value)),
            "selfAreasInclude" => FindMissing("areas", ReadAreas(answer), expected),
            "selfAreasExclude" => FindUnexpected("areas", ReadAreas(answer), expected),
            _ => [$"'{key}': unknown expectation"],
        };

    private static IEnumerable<string> CheckFields(string path, JsonElement actual, JsonElement expected)
    {
        if (expected.ValueKind != JsonValueKind.Object || actual.ValueKind != JsonValueKind.Object)
        {
            return JsonElement.DeepEquals(actual, expected) ? [] : [$"{path}: {actual} instead of {expected}"];
        }

        return expected
            .EnumerateObject()
            .SelectMany(field =>
                actual.TryGetProperty(field.Name, out var value)
                    ? CheckFields($"{path}.{field.Name}", value, field.Value)
                    : [$"{path}.{field.Name}: is missing"]
            );
    }

    private static IEnumerable<string> CheckActivity(JsonElement answer, JsonElement expected)
    {
        var id = expected.GetProperty("id").GetString();
        var found = answer
            .GetProperty("activities")
            .EnumerateArray()
            .Where(activity => activity.GetProperty("id").GetString() == id)
            .ToList();
        return found.Count == 1
            ? CheckFields($"activity {id}", found[0], expected)
            : [$"activity {id}: found {found.Count} times"];
    }

    private static IEnumerable<string> CheckDay(JsonElement answer, string date, JsonElement expected)
    {
        var found = answer
            .GetProperty("calendar")
            .EnumerateArray()
            .Where(day => day.GetProperty("date").GetString() == date)
            .ToList();
        if (found.Count != 1)
        {
            return [$"calendar {date}: found {found.Count} times"];
        }

        return expected
            .EnumerateObject()
            .SelectMany(field =>
                field.Name switch
                {
                    "swedish" or "deepTissue" => CheckFields(
                        $"{date}.{field.Name}",
                        found[0].GetProperty(field.Name),
                        field.Value
                    ),
                    "becauseInclude" => FindMissing(
                        $"{date}.because",
                        ReadTexts(found[0].GetProperty("because")),
                        field.Value
                    ),
                    _ => [$"'{field.Name}': unknown expectation of a day"],
                }
            );
    }

    private static List<string?> ReadAreas(JsonElement answer) =>
        answer.GetProperty("selfMassage") is { ValueKind: JsonValueKind.Object } selfMassage
            ? selfMassage
                .GetProperty("steps")
                .EnumerateArray()
                .Select(step => step.GetProperty("area").GetString())
                .ToList()
            : [];

    private static IEnumerable<string> FindMissing(string path, List<string?> actual, JsonElement expected) =>
        ReadTexts(expected).Except(actual).Select(text => $"{path}: {text} is missing in {string.Join(' ', actual)}");

    private static IEnumerable<string> FindUnexpected(string path, List<string?> actual, JsonElement excluded) =>
        ReadTexts(excluded).Intersect(actual).Select(text => $"{path}: {text} is unexpected");

    private static List<string?> ReadTexts(JsonElement list) =>
        list.EnumerateArray().Select(text => text.GetString()).ToList();
}
