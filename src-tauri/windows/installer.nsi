; The installer for Windows: for one user, without administrator's rights. scripts/check-windows.sh compiles it:
;
;   makensis -DVERSION=0.1.0 -DFILES=folder -DOUTPUT=setup.exe installer.nsi

; A program of 64 bits, as Mayfly is.
Target amd64-unicode
!define APP_ID "app.mayfly.Mayfly"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP_ID}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
; Microsoft's update service lists the WebView2 runtime under this identifier.
!define WEBVIEW_CLIENT "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
!define WEBVIEW_PAGE "https://developer.microsoft.com/microsoft-edge/webview2/"
!define SHORTCUT "$SMPROGRAMS\Mayfly.lnk"

!include "LogicLib.nsh"
!include "MUI2.nsh"
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

Name "Mayfly"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Mayfly"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
SetCompressor /SOLID lzma
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Mayfly"
VIAddVersionKey "FileDescription" "Mayfly Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Copyright (c) 2026 The Mayfly authors"

!define MUI_ICON "${FILES}\mayfly.ico"
!define MUI_UNICON "${FILES}\mayfly.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\mayfly.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Vietnamese"

LangString running ${LANG_ENGLISH} "Mayfly is running. Quit it by its icon in the tray, then try again."
LangString running ${LANG_VIETNAMESE} "Mayfly đang chạy. Hãy thoát bằng biểu tượng ở khay hệ thống rồi thử lại."
LangString webview ${LANG_ENGLISH} "Mayfly’s window needs Microsoft’s WebView2 runtime, which this computer doesn’t have. Get it from ${WEBVIEW_PAGE}"
LangString webview ${LANG_VIETNAMESE} "Cửa sổ của Mayfly cần Microsoft WebView2 Runtime mà máy này chưa có. Tải về tại ${WEBVIEW_PAGE}"

; Waits until Mayfly does not run: its single-instance window is gone. A silent run ends with exit code 2 instead.
!macro WaitUntilNotRunning
    ${Do}
        FindWindow $0 "${APP_ID}-sic" "${APP_ID}-siw"
        ${If} $0 P= 0
            ${ExitDo}
        ${EndIf}
        ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(running)" /SD IDCANCEL IDCANCEL`
            SetErrorLevel 2
            Quit
        ${EndIf}
    ${Loop}
!macroend

; Gives the shortcut the identifier of the program's windows and notifications.
!macro SetShortcutAppId
    !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
    ${If} $0 P<> 0
        ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
        ${If} $1 P<> 0
            ${IPersistFile::Load} $1 '("${SHORTCUT}", ${STGM_READWRITE})'
            ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
            ${If} $2 P<> 0
                System::Call 'oleaut32::SysAllocString(w "${APP_ID}") p.r3'
                System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
                System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_BSTR},,p r3)p.r5'
                ${IPropertyStore::SetValue} $2 '(r4, r5)'
                System::Call 'oleaut32::SysFreeString(p r3)'
                System::Free $4
                System::Free $5
                ${IPropertyStore::Commit} $2 ""
                ${IUnknown::Release} $2 ""
                ${IPersistFile::Save} $1 '("${SHORTCUT}", 1)'
            ${EndIf}
            ${IUnknown::Release} $1 ""
        ${EndIf}
        ${IUnknown::Release} $0 ""
    ${EndIf}
!macroend

Section
    !insertmacro WaitUntilNotRunning
    SetOutPath "$INSTDIR"
    File "${FILES}\mayfly.exe"
    File "${FILES}\tempmailg.exe"
    File "${FILES}\WebView2Loader.dll"
    File "${FILES}\mayfly.png"
    File "${FILES}\LICENSE.txt"
    File "${FILES}\third-party.txt"
    WriteUninstaller "$INSTDIR\uninstall.exe"

    CreateShortcut "${SHORTCUT}" "$INSTDIR\mayfly.exe"
    !insertmacro SetShortcutAppId

    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "Mayfly"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\mayfly.exe"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "The Mayfly authors"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1

    ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${WEBVIEW_CLIENT}" "pv"
    ReadRegStr $1 HKCU "Software\${WEBVIEW_CLIENT}" "pv"
    ${If} "$0$1" == ""
        MessageBox MB_OK|MB_ICONINFORMATION "$(webview)" /SD IDOK
    ${EndIf}
SectionEnd

; Leaves the user's data ($APPDATA\app.mayfly.Mayfly) and the entries in the Credential Manager.
Section "Uninstall"
    !insertmacro WaitUntilNotRunning
    Delete "$INSTDIR\mayfly.exe"
    Delete "$INSTDIR\tempmailg.exe"
    Delete "$INSTDIR\WebView2Loader.dll"
    Delete "$INSTDIR\mayfly.png"
    Delete "$INSTDIR\LICENSE.txt"
    Delete "$INSTDIR\third-party.txt"
    Delete "$INSTDIR\uninstall.exe"
    ; Only if it is empty.
    RMDir "$INSTDIR"
    Delete "${SHORTCUT}"
    DeleteRegValue HKCU "${RUN_KEY}" "Mayfly"
    DeleteRegValue HKCU "${APPROVED_KEY}" "Mayfly"
    DeleteRegKey HKCU "Software\Classes\AppUserModelId\${APP_ID}"
    DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
