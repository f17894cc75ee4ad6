using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Advice;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Advice;

public sealed class PlanDocumentTests
{
    [Fact]
    public void All_fields_are_written_when_there_is_no_advice() =>
        Assert.Equal(
            """{"asOf":"2026-11-23","history":"unknown","activities":[],"massage":null,"selfMassage":null"""
                + ""","medical":null,"aftercare":[],"reasons":[],"questions":[],"calendar":[]}""",
            Text(PlanFixture.Empty)
        );

    [Fact]
    public void Every_field_has_its_documented_name_and_value() =>
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    {"asOf": "2026-11-23", "history": "monthly",
                     "activities": [
                      {"id": "race", "labels": ["race", "long-load"], "tier": "very-long", "raceClass": "marathon",
                        "importance": "B", "confidence": 0.97,
                       "evidence": [{"feature": "source-tag", "points": 0.97}], "explanation": ""},
                      {"id": "copy", "labels": [], "tier": null, "raceClass": null, "importance": null,
                        "confidence": 0, "evidence": [],
                       "explanation": "", "duplicateOf": "race"}],
                     "massage": {"kind": "active-release", "from": "2026-11-25", "to": "2026-11-27",
                       "reasons": ["RACE_POST"], "rules": ["R5", "R7"],
                                 "evidenceGrade": "B", "explanation": "Because."},
                     "selfMassage": {"mode": "light", "from": "2026-11-23",
                                     "steps": [{"tool": "foam-roller", "area": "hip-flexors", "seconds": 30,
                                       "sets": 1}], "rules": ["R31", "R32"]},
                     "medical": {"level": "postpone", "reasons": ["ILL"], "text": "Wait."},
                     "aftercare": ["DRINK_AS_AFTER_A_RUN", "NEXT_DAY_EASY_OR_REST", "SECOND_EASY_DAY_IS_BETTER"],
                     "reasons": ["RACE_POST", "NEXT_DAY_NOT_EASY", "COLD_START"],
                     "questions": [{"activity": "race", "ask": "race?"}, {"race": "2026-11-22", "ask": "started?"}],
                     "calendar": [{"date": "2026-11-24", "deepTissue": "blocked", "swedish": "suggested",
                       "because": ["RACE_TOO_CLOSE", "MIN_GAP"]}]}
                    """
                ),
                JsonNode.Parse(Text(PlanFixture.Full))
            ),
            Text(PlanFixture.Full)
        );

    [Fact]
    public void Letters_stay_readable_and_tags_are_escaped()
    {
        var plan = PlanFixture.Empty with
        {
            Activities = [PlanFixture.Tagged("1", "") with { Explanation = "Läufe × 2 </script>\u001b[2J" }],
        };

        var text = Text(plan);

        Assert.Contains("Läufe × 2 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("</script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    private static string Text(RecoveryPlan plan) => Encoding.UTF8.GetString(PlanDocument.ToUtf8Bytes(plan));
}
