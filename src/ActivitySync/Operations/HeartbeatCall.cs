using ActivitySync.Sources;

namespace ActivitySync.Operations;

/// <summary>The call to the watcher. Its address is a secret: no line names it.</summary>
internal sealed class HeartbeatCall(HttpClient http)
{
    /// <summary>Null if it was taken; else what happened, as half a sentence.</summary>
    public async Task<string?> CallAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"the watcher answers HTTP {(int)answer.StatusCode}";
        }
        catch (Exception trouble) when (ServiceHttp.FaultOf(trouble, cancellationToken) is not null)
        {
            return "the watcher cannot be reached";
        }
    }
}
