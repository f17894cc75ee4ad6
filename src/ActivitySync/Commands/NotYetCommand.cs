using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary>A verb whose name is settled and whose work is not done: it says so and fails.</summary>
internal static class NotYetCommand
{
    public static Command Create(string name, string description)
    {
        var command = new Command(name, $"{description} (Not in this version yet.)") { TreatUnmatchedTokensAsErrors = false };
        return command.Does(call =>
        {
            call.Error.WriteLine($"activitysync {name}: not in this version yet.");
            return ExitCode.WrongInput;
        });
    }
}
