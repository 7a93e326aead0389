# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_tempmailg_global_optspecs
    string join \n json key-file= account= base-url= proxy= h/help V/version
end

function __fish_tempmailg_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_tempmailg_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_tempmailg_using_subcommand
    set -l cmd (__fish_tempmailg_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c tempmailg -n "__fish_tempmailg_needs_command" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_needs_command" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_needs_command" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_needs_command" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_needs_command" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -s V -l version -d 'Print version'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "domains" -d 'List the domains on which addresses can be made'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "new" -d 'Make a new address and print it'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "rename" -d 'Give an address another name, and print the new address'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "rm" -d 'Delete an address with its mail'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "list" -d 'List the mail of an address, the newest first'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "read" -d 'Print a message, which marks it as read'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "delete" -d 'Delete a message'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "save" -d 'Save the attachments of a message, and print the paths of the files'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "wait" -d 'Wait for mail, and print it, its code or its link'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "quota" -d 'Print the quota of the account, at the cost of one request'
complete -c tempmailg -n "__fish_tempmailg_needs_command" -f -a "mcp" -d 'Serve the Model Context Protocol on standard input and output'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand domains" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand domains" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand domains" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand domains" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand domains" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand domains" -s h -l help -d 'Print help'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand new" -l name -d 'Name before the @ [default: a random one]' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand new" -l domain -d 'Domain of the address [default: the service\'s choice]' -r -f -a "(__fish_print_hostnames)"
complete -c tempmailg -n "__fish_tempmailg_using_subcommand new" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand new" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand new" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand new" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand new" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rename" -l domain -d 'Domain of the new address [default: that of ADDRESS]' -r -f -a "(__fish_print_hostnames)"
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rename" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rename" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rename" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rename" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rename" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rm" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rm" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rm" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rm" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rm" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand rm" -s h -l help -d 'Print help'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand list" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand list" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand list" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand list" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand list" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand list" -s h -l help -d 'Print help'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -l text -d 'Print the text alone'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -l html -d 'Print the HTML body as it was sent. It is not safe to open in a browser'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -l eml -d 'Print the message as an .eml file, with its attachments'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand read" -s h -l help -d 'Print help'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand delete" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand delete" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand delete" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand delete" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand delete" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand delete" -s h -l help -d 'Print help'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand save" -s o -l output -d 'Folder that the files are written to' -r -f -a "(__fish_complete_directories)"
complete -c tempmailg -n "__fish_tempmailg_using_subcommand save" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand save" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand save" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand save" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand save" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand save" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l from -d 'Only mail whose sender\'s name or address matches this regular expression' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l subject -d 'Only mail whose subject matches this regular expression' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l timeout -d 'How long to wait, such as 90s or 5m' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l since -d 'Also mail that came since this time, such as 2026-06-28T09:38:52Z, or so long ago, such as 10m' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l code -d 'Only mail with a verification code; print the code alone'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l link -d 'Only mail with a confirmation link; print the link alone'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand quota" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand quota" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand quota" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand quota" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand quota" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand quota" -s h -l help -d 'Print help'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand mcp" -l max-addresses -d 'Most addresses that one session can make' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand mcp" -l key-file -d 'Read the API key from this file, which nobody but its owner may be able to read' -r -F
complete -c tempmailg -n "__fish_tempmailg_using_subcommand mcp" -l account -d 'Use the API key of this Mayfly account in the keychain, such as 1' -r
complete -c tempmailg -n "__fish_tempmailg_using_subcommand mcp" -l base-url -d 'Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service\'s own]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand mcp" -l proxy -d 'Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy]' -r -f
complete -c tempmailg -n "__fish_tempmailg_using_subcommand mcp" -l json -d 'Print each result as a JSON object on one line'
complete -c tempmailg -n "__fish_tempmailg_using_subcommand mcp" -s h -l help -d 'Print help'
