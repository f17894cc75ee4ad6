using System.Text.Json;

namespace ActivitySync.Tests.Scenarios;

/// <summary>Holds an answer against the expectations of a scenario; what is not named is free.</summary>
internal static class ScenarioExpectation
{
    /// <summary>One line for each expectation that does not hold, or that is not known.</summary>
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
            "activities" => expected.EnumerateArray().SelectMany(one => CheckActivity(answer, one)),
            "reasonsInclude" => FindMissing("reasons", ReadTexts(answer.GetProperty("reasons")), expected),
            "reasonsExclude" => FindUnwanted("reasons", ReadTexts(answer.GetProperty("reasons")), expected),
            "questionsInclude" => expected
                .EnumerateArray()
                .Where(wanted =>
                    !answer
                        .GetProperty("questions")
                        .EnumerateArray()
                        .Any(question => JsonElement.DeepEquals(question, wanted))
                )
                .Select(wanted => $"questions: {wanted} is not among {answer.GetProperty("questions")}"),
            "calendar" => expected.EnumerateObject().SelectMany(day => CheckDay(answer, day.Name, day.Value)),
            "selfAreasInclude" => FindMissing("areas", ReadAreas(answer), expected),
            "selfAreasExclude" => FindUnwanted("areas", ReadAreas(answer), expected),
            _ => [$"'{key}' is no expectation that is known"],
        };

    private static IEnumerable<string> CheckFields(string place, JsonElement actual, JsonElement expected)
    {
        if (expected.ValueKind != JsonValueKind.Object || actual.ValueKind != JsonValueKind.Object)
        {
            return JsonElement.DeepEquals(actual, expected) ? [] : [$"{place}: {actual} instead of {expected}"];
        }

        return expected
            .EnumerateObject()
            .SelectMany(field =>
                actual.TryGetProperty(field.Name, out var value)
                    ? CheckFields($"{place}.{field.Name}", value, field.Value)
                    : [$"{place}.{field.Name}: is not there"]
            );
    }

    private static IEnumerable<string> CheckActivity(JsonElement answer, JsonElement expected)
    {
        var id = expected.GetProperty("id").GetString();
        var found = answer
            .GetProperty("activities")
            .EnumerateArray()
            .Where(one => one.GetProperty("id").GetString() == id)
            .ToList();
        return found.Count == 1
            ? CheckFields($"activity {id}", found[0], expected)
            : [$"activity {id}: is there {found.Count} times"];
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
            return [$"calendar {date}: is there {found.Count} times"];
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
                    _ => [$"'{field.Name}' is no expectation of a day that is known"],
                }
            );
    }

    private static List<string?> ReadAreas(JsonElement answer) =>
        answer.GetProperty("selfMassage") is { ValueKind: JsonValueKind.Object } self
            ? self.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("area").GetString()).ToList()
            : [];

    private static IEnumerable<string> FindMissing(string place, List<string?> actual, JsonElement wanted) =>
        ReadTexts(wanted).Except(actual).Select(one => $"{place}: {one} is missing among {string.Join(' ', actual)}");

    private static IEnumerable<string> FindUnwanted(string place, List<string?> actual, JsonElement unwanted) =>
        ReadTexts(unwanted).Intersect(actual).Select(one => $"{place}: {one} is there and should not be");

    private static List<string?> ReadTexts(JsonElement list) =>
        list.EnumerateArray().Select(text => text.GetString()).ToList();
}
