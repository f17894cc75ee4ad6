using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary>A verb whose name is settled and whose work is not done: it says so and fails.</summary>
internal static class NotYetCommand
{
    /// <param name="name">The verb, with the verbs above it: <c>connect garmin</c>.</param>
    /// <param name="description">What it will do.</param>
    public static Command Create(string name, string description)
    {
        var command = new Command(name[(name.LastIndexOf(' ') + 1)..], $"{description} (Not in this version yet.)") { TreatUnmatchedTokensAsErrors = false };
        return command.Does(call =>
        {
            call.Error.WriteLine($"activitysync {name}: not in this version yet.");
            return ExitCode.WrongInput;
        });
    }
}
